/** What an application may read by itself, without a person (`/api/v1`). The provider reads this file too, without loader. */

export const readScopes = ["lire:structures", "lire:personnes", "lire:droits"] as const
