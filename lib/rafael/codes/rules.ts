/** The codes of the offer and of pre-registrations, with their French words. LHÉO's own numbers are beside those that have one. */

/** How a course is organised (LHÉO parcours-de-formation). */
export const paths = { grouped: "Collectif", individual: "Individualisé", modular: "Modularisé", mixed: "Mixte" } as const
export type Path = keyof typeof paths

/** LHÉO modalites-enseignement: 0, 1 and 2 in this order, whose names mislead. */
export const modes = { on_site: "Sur place", mixed: "Mixte", remote: "À distance" } as const
export type Mode = keyof typeof modes

/** LHÉO modalites-entrees-sorties: 0 and 1. */
export const entryModes = { fixed_dates: "À dates fixes", permanent: "Entrée permanente" } as const
export type EntryMode = keyof typeof entryModes

/** LHÉO etat-recrutement: 1, 2 and 3. */
export const recruitments = { open: "Recrutement ouvert", closed: "Recrutement clos", suspended: "Recrutement suspendu" } as const
export type Recruitment = keyof typeof recruitments

export const offerStates = { draft: "Brouillon", published: "Publiée", archived: "Archivée" } as const

/** The levels of the national framework, as LHÉO numbers them; 11 to 18 are levels without a certification. */
export const levels: Record<number, string> = {
  0: "Sans niveau spécifique",
  1: "Illettrisme, analphabétisme",
  2: "Sans qualification",
  3: "Niveau 3 (CAP, BEP)",
  4: "Niveau 4 (baccalauréat)",
  5: "Niveau 5 (bac + 2)",
  6: "Niveau 6 (licence, bac + 3 et 4)",
  7: "Niveau 7 (master, bac + 5)",
  8: "Niveau 8 (doctorat)",
}

export const meetingKinds = { information: "Réunion d’information", interview: "Entretien", test: "Test" } as const

export const situations = {
  job_seeker: "En recherche d’emploi",
  employee: "Salarié·e",
  apprentice: "En alternance",
  independent: "Indépendant·e",
  student: "Élève ou étudiant·e",
  other: "Autre situation",
} as const

/** Who pays for the places (LHÉO code-financeur). */
export const funders: Record<string, string> = {
  "2": "Conseil régional",
  "4": "Conseil départemental",
  "5": "Entreprise",
  "10": "France Travail",
  "11": "OPCO",
  "14": "Agefiph",
  "17": "Compte personnel de formation",
  "0": "Autre financeur",
}

/** Why something ends or comes back. `incomplete` returns a pre-registration: it is no refusal. */
export const reasons = {
  not_reachable: "Personne injoignable",
  absent: "Absence à la convocation",
  prerequisites: "Prérequis manquants",
  level: "Niveau inadapté",
  project: "Projet à préciser",
  no_place: "Plus de place",
  in_work: "A trouvé un emploi",
  other_training: "A choisi une autre formation",
  moved: "A déménagé",
  duplicate: "En double",
  known: "Déjà connu·e de l’organisme",
  incomplete: "Dossier incomplet",
  other: "Autre raison",
} as const
export type Reason = keyof typeof reasons

/** What a training body may answer when it does not accept someone. */
export const declineReasons = [
  "not_reachable",
  "absent",
  "prerequisites",
  "level",
  "project",
  "no_place",
  "in_work",
  "other_training",
  "moved",
  "duplicate",
  "known",
] as const satisfies Reason[]

/** Why someone gives up, before or during the training. */
export const leavingReasons = [
  "in_work",
  "other_training",
  "moved",
  "not_reachable",
  "absent",
  "project",
  "duplicate",
  "other",
] as const satisfies Reason[]

/** Why a level 3 sends a pre-registration back to whoever prepared it. */
export const returnReasons = ["incomplete", "project", "prerequisites", "level", "duplicate", "other"] as const satisfies Reason[]
