/** The filters that a manager may put on the accounts without typing a name. */
export const accountFilters = ["ralenti", "sans-profil", "courriel", "desactive", "gestionnaire"] as const
export type AccountFilter = (typeof accountFilters)[number]

export const accountFilterNames: Record<AccountFilter, string> = {
  ralenti: "Connexions ralenties depuis hier",
  "sans-profil": "Sans aucun profil accordé",
  courriel: "Dont les messages reviennent",
  desactive: "Désactivés",
  gestionnaire: "Gestionnaires",
}
