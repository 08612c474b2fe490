import { de } from "@/lib/platform/text/elision"
import { withoutMarks } from "@/lib/platform/text/marks"
import { formatInstant } from "@/lib/platform/time/dates"

const address = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/

/**
 * The only form in which an address is stored and compared; null when the text cannot be an address. Look-alikes (full-width letters,
 * zero-width or bidirectional marks) are refused, not corrected: two people must never look like the same one.
 */
export function parseEmail(text: string): string | null {
  const bare = bareAddress(text)
  const email = bare.normalize("NFKC").toLowerCase()
  if (/[^\x21-\x7e]/.test(bare) || /[\r\n]/.test(text)) return null
  if (email.length > 254 || email.includes("..") || !address.test(email)) return null
  return email
}

/** The address in what people paste: "Camille Durand <camille@exemple.fr>", "mailto:…", a full stop after it. */
function bareAddress(text: string): string {
  const named = (/^[^<>\r\n]*<([^<>\r\n]*)>[\s.,;]*$/.exec(text)?.[1] ?? text).trim()
  const address = /^mailto:/i.test(named) ? named.slice(7).replace(/\?.*$/s, "") : named
  // Never an apostrophe: an address may begin with one.
  return address.replace(/^[<"]+|[>".,;]+$/g, "")
}

/** A telephone number without the words and marks that come along when it is copied ("Tél. : 05 56–00…", "tel:+33…"). */
export function phoneTyped(text: string): string {
  return withoutMarks(text)
    .replace(/^(?:t[ée]l(?:[ée]phone)?|mobile|portable)?[\s.:]*(?=[+(0-9])/iu, "")
    .replace(/[/\p{Pd}−]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
}

/**
 * Whether a number may be one: ten digits for a French one, six to fifteen for another. `parsePhone` has the last word, with tables too heavy
 * for a browser; this says at once what is most often wrong, a digit too few or too many.
 */
export function isPlausiblePhone(typed: string): boolean {
  const dialled = typed.replace("(0)", "").replace(/[ .()-]/g, "")
  if (!/^\+?[0-9]+$/.test(dialled)) return false
  const abroad = /^(?:\+|00)(.*)$/.exec(dialled)?.[1]
  if (abroad === undefined) return /^0[1-9][0-9]{8}$/.test(dialled)
  return abroad.startsWith("33") ? /^330?[1-9][0-9]{8}$/.test(abroad) : /^[1-9][0-9]{5,14}$/.test(abroad)
}

/** A first name typed without its capitals, with them: "jean-paul" is "Jean-Paul"; null for any other, whose owner knows how it is written. */
export function capitalised(name: string): string | null {
  const typed = name.trim()
  if (typed === "" || typed !== typed.toLocaleLowerCase("fr")) return null
  const written = typed.replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toLocaleUpperCase("fr"))
  return written === typed ? null : written
}

/** "Prénom NOM", as everywhere on screen and in mails; "NOM" for someone who has only one name. */
export function formatName(person: { firstName: string; lastName: string }) {
  return `${person.firstName} ${person.lastName.toLocaleUpperCase("fr")}`.trim()
}

/** Who decided, and in whose place: "Léa PETIT, en suppléance de Dominique FAURE". */
export function nameInPlace(decider: { firstName: string; lastName: string }, absentee: { firstName: string; lastName: string } | null) {
  return absentee ? `${formatName(decider)}, en suppléance ${de(formatName(absentee))}` : formatName(decider)
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
