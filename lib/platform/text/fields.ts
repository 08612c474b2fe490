import * as z from "zod/mini"
import { withoutMarks, withoutMarksButEmoji } from "@/lib/platform/text/marks"

/** One line typed by a person: trimmed, NFC, no invisible mark, no control character, no lone surrogate. Empty is "" . */
export function line(max: number) {
  return z.pipe(
    z.string().check(z.refine(isPlainText, "Ce texte contient des caractères qui ne peuvent pas être enregistrés.")),
    z.pipe(
      z.transform((text: string) => withoutMarks(text).normalize("NFC").replace(/\s+/g, " ").trim()),
      z.string().check(z.maxLength(max, `${max} caractères au plus.`)),
    ),
  )
}

/**
 * What someone or something is called, which mails repeat to other people: as `line`, with a letter or a digit in it, and neither an e-mail
 * address nor the address of a site. Empty is "".
 */
export function nameLine(max: number) {
  return z.pipe(
    line(max),
    z.string().check(
      z.refine((text) => text === "" || /[\p{L}\p{N}]/u.test(text), "Écrivez au moins une lettre."),
      z.refine((text) => !holdsAddress(text), "Écrivez un nom, sans adresse de site ni adresse e-mail."),
    ),
  )
}

/** As `nameLine`, but it must not be empty: `missing` is the message when it is. */
export function requiredName(max: number, missing: string) {
  return z.pipe(nameLine(max), z.string().check(z.minLength(1, missing)))
}

const endings =
  "biz|com|edu|gov|net|org|pro|web|info|name|shop|site|online|app|dev|xyz|top|link|click|example|fr|eu|io|me|co|uk|be|ch|es|it|lu|pt|ru|cn|tv|cc|gg|ly"
const address = new RegExp(`[@＠]|://|(?<![\\p{L}\\p{N}])www\\.|[\\p{L}\\p{N}]{2,}[.。．](?:${endings})(?![\\p{L}\\p{N}])`, "iu")

/** Whether a text holds what a mail program would turn into a link. */
function holdsAddress(text: string) {
  return address.test(text)
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
      z.transform((text: string) =>
        withoutMarksButEmoji(text)
          .normalize("NFC")
          .replace(/\r\n?|[\u2028\u2029]/g, "\n")
          .trim(),
      ),
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

/** A box that is ticked or not: absent from what a browser sends, false or "" in a form that judges what is typed. */
export const tick = z.pipe(
  z.optional(z.union([z.enum(["on", ""]), z.boolean()])),
  z.transform((value) => value === "on" || value === true),
)

// Tabs and line breaks are accepted (they become spaces, or stay). NUL and other control characters, lone surrogates, and marks that turn
// what follows around, which no keyboard leaves by mistake, are refused.
function isPlainText(text: string) {
  return text.isWellFormed() && !/(?![\t\n\r])[\p{Cc}\p{Noncharacter_Code_Point}\u202d\u202e]/u.test(text)
}

/** Whether a text names a real day, from 1900 to 2199: "2026-02-30" and "0001-01-01" do not. */
export function isDay(text: string) {
  const time = /^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T12:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
