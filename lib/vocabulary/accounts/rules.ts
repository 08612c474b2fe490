import { formatInstant } from "@/lib/platform/time/dates"

const address = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/

/**
 * The only form in which an address is stored and compared; null when the text cannot be an address. Look-alikes (full-width letters,
 * zero-width or bidirectional marks) are refused, not corrected: two people must never look like the same one.
 */
export function parseEmail(text: string): string | null {
  const email = text.trim().normalize("NFKC").toLowerCase()
  if (/[^\x21-\x7e]/.test(text.trim()) || /[\r\n]/.test(text)) return null
  if (email.length > 254 || email.includes("..") || !address.test(email)) return null
  return email
}

/** "Prénom NOM", as everywhere on screen and in mails. */
export function formatName(person: { firstName: string; lastName: string }) {
  return `${person.firstName} ${person.lastName.toLocaleUpperCase("fr")}`
}

/** What an erased account is called wherever its past decisions still show. */
export const erasedPerson = { firstName: "Compte", lastName: "effacé" }

/** A unique address that belongs to nobody (RFC 2606). The address that the account used is then free again. */
export function erasedAddress(accountId: string) {
  return `efface.${accountId}@compte.invalid`
}

/** Who answered a request that is not an affiliation (a listing, a correction, a change of référent), and when, in words. */
export function deciderOf({ decider, decidedAt }: { decider: { firstName: string; lastName: string } | null; decidedAt: Date | null }) {
  const by = decider ? formatName(decider) : "l’équipe Cap Métiers"
  return decidedAt ? `${by} le ${formatInstant(decidedAt)}` : by
}

/** What each thing that people say of themselves is called. */
export const accountFieldNames = {
  firstName: "Prénom",
  lastName: "Nom",
  jobTitle: "Fonction",
  phone: "Téléphone",
  email: "Adresse e-mail",
} as const
