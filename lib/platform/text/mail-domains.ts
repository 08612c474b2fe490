import { run } from "@zootools/email-spell-checker"

/** Where people of this country have their mail: what a domain that is nearly one of these was meant to be. */
const domains = [
  "gmail.com",
  "orange.fr",
  "wanadoo.fr",
  "free.fr",
  "sfr.fr",
  "neuf.fr",
  "laposte.net",
  "bbox.fr",
  "numericable.fr",
  "hotmail.fr",
  "hotmail.com",
  "outlook.fr",
  "outlook.com",
  "live.fr",
  "yahoo.fr",
  "yahoo.com",
  "icloud.com",
  "me.com",
  "proton.me",
  "protonmail.com",
  "gmx.fr",
  "gmx.com",
  "ac-bordeaux.fr",
  "ac-limoges.fr",
  "ac-poitiers.fr",
  "francetravail.fr",
  "nouvelle-aquitaine.fr",
]

/** The address that was probably meant, when the domain typed is nearly one that everyone knows ("gmial.com", "orange.fe"); null otherwise. */
export function meantAddress(typed: string): string | null {
  const email = typed.trim().toLowerCase()
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || domains.includes(email.slice(email.lastIndexOf("@") + 1))) return null
  // Whole domains only: a structure's own domain is nobody's misspelling because its ending is rare.
  const meant = run({ email, domains, secondLevelDomains: [], topLevelDomains: [] })
  return meant && domains.includes(meant.domain) ? meant.full : null
}
