/** What an application may read by itself, without a person (`/api/v1`). The provider reads this file too, without loader. */

/** `lire:evenements` comes with the choice of coming for events; the others are declared. */
export const readScopes = ["lire:structures", "lire:personnes", "lire:droits", "lire:evenements"] as const
