import * as z from "zod/mini"

/** One line typed by a person: trimmed, NFC, no control character, no lone surrogate. Empty is "" . */
export function line(max: number) {
  return z.pipe(
    z.string().check(z.refine(isPlainText, "Ce texte contient des caractères qui ne peuvent pas être enregistrés.")),
    z.pipe(
      z.transform((text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim()),
      z.string().check(z.maxLength(max, `${max} caractères au plus.`)),
    ),
  )
}

/** As `line`, but the text must not be empty: `missing` is the message when it is. */
export function requiredLine(max: number, missing: string) {
  return z.pipe(line(max), z.string().check(z.minLength(1, missing)))
}

/** As `line`, for several lines: line breaks are kept. */
export function paragraph(max: number) {
  return z.pipe(
    z.string().check(z.refine(isPlainText, "Ce texte contient des caractères qui ne peuvent pas être enregistrés.")),
    z.pipe(
      z.transform((text: string) => text.normalize("NFC").replace(/\r\n?/g, "\n").trim()),
      z.string().check(z.maxLength(max, `${max} caractères au plus.`)),
    ),
  )
}

/** Why something is refused: a refusal without words helps nobody. */
export const reasonSchema = z.strictObject({
  reason: z.pipe(paragraph(500), z.string().check(z.minLength(5, "Dites pourquoi, en quelques mots : la personne lira cette raison."))),
})

/** A form that is only its button. */
export const emptySchema = z.strictObject({})

/** The secret of a link, sent back by the button of the page it opened. */
export const linkSchema = z.strictObject({ token: z.string().check(z.maxLength(200)) })

/** A box that is ticked or not. */
export const tick = z.pipe(
  z.optional(z.enum(["on"])),
  z.transform((value) => value === "on"),
)

// Tabs and line breaks are accepted (they become spaces, or stay). NUL and other control characters, bidirectional marks and lone
// surrogates are refused.
function isPlainText(text: string) {
  return text.isWellFormed() && !/(?![\t\n\r])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text)
}

/** Whether a text names a real day, from 1900 to 2199: "2026-02-30" and "0001-01-01" do not. */
export function isDay(text: string) {
  const time = /^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T12:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
