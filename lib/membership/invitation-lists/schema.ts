import { parseAsInteger } from "nuqs/server"
import * as z from "zod/mini"
import { mostLines } from "@/lib/membership/invitation-lists/rules"
import { addressWith, reading, words } from "@/lib/platform/http/search-params"
import { paragraph, tick } from "@/lib/platform/text/fields"
import { rafaelProfils } from "@/lib/vocabulary/profils/rules"

const structureId = z.uuid("Structure inconnue.")

/** So many characters may be pasted, with what the preview says of them: a form takes no more than 256 kB. */
export const longestList = 80_000
const tooMany = `${mostLines.toLocaleString("fr-FR")} adresses au plus à la fois : invitez en plusieurs fois.`

/** Who is invited, and to what: the profils are those of every line that names none. */
export const invitationsSchema = z.strictObject({
  structureId,
  addresses: z.pipe(
    paragraph(longestList),
    z.string().check(
      z.minLength(1, "Écrivez au moins une adresse e-mail, ou choisissez un fichier."),
      z.refine((text) => text.split("\n").length <= mostLines && text.split("@").length <= mostLines + 1, tooMany),
    ),
  ),
  rafaelProfil: z.pipe(
    z.enum(["", ...rafaelProfils], "Choisissez un des profils proposés."),
    z.transform((profil) => profil || null),
  ),
  isEmployeur: tick,
  isPrestataire: tick,
})
export type Invitations = z.infer<typeof invitationsSchema>

/** What the preview hands to the form that shows it (`reveal`), as JSON. */
export const previewShape = z.object({
  /** The rights that lines have, in words; each line names them by their place here. */
  profils: z.array(z.string()),
  lines: z.array(z.object({ email: z.string(), profils: z.number(), verdict: z.enum(["new", "here", "asked", "invited", "declined"]) })),
  unsound: z.array(z.object({ line: z.number(), text: z.string(), why: z.enum(["address", "profil", "two-profils", "profil-not-open"]) })),
  /** How many more lines are unsound than are said. */
  moreUnsound: z.number(),
  twice: z.number(),
  waiting: z.number(),
  overflow: z.number(),
})
export type Preview = z.infer<typeof previewShape>

const count = parseAsInteger.withDefault(0)

/** What the page of the invitations reads of its address: the page of its list, and what has just been sent. */
const listParams = {
  page: parseAsInteger.withDefault(1),
  fait: words,
  envoyees: count,
  validees: count,
  inchangees: count,
  retenues: count,
}
export const readInvitationsAddress = reading(listParams)
export const invitationsAddress = addressWith(listParams)
