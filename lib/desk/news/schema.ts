import * as z from "zod/mini"
import { categories } from "@/lib/desk/news/rules"
import { tileIds } from "@/lib/desk/tiles/rules"
import { isDay, paragraph, requiredLine } from "@/lib/platform/text/fields"
import { oneOf } from "@/lib/vocabulary/fields/schema"

/** An announcement as its author writes it; the body is Markdown. */
export const announcementFields = z.strictObject({
  tile: z.enum(tileIds, "Choisissez une des tuiles."),
  category: oneOf(categories),
  title: requiredLine(120, "Donnez un titre."),
  body: z.pipe(paragraph(2000), z.string().check(z.minLength(1, "Écrivez le texte."))),
})

const announcementId = z.uuid("Actualité inconnue.")
/** A new announcement has no id yet. */
export const announcementSchema = z.extend(announcementFields, { announcementId: z.optional(announcementId) })
export type AnnouncementInput = z.infer<typeof announcementSchema>
export const announcementIdSchema = z.strictObject({ announcementId })

const day = z.pipe(
  z._default(z.string(), "").check(z.refine((text) => text === "" || isDay(text), "Choisissez un jour.")),
  z.transform((text) => text || null),
)

/** When it shows: days in Paris, "2026-12-01". No `startsOn`: from now on; no `endsOn`: until it is withdrawn. */
const publication = { startsOn: day, endsOn: day }
const inOrder = z.refine<{ startsOn: string | null; endsOn: string | null }>(
  ({ startsOn, endsOn }) => !startsOn || !endsOn || startsOn < endsOn,
  { path: ["endsOn"], message: "Le retrait vient après la publication." },
)
export const publicationFields = z.strictObject(publication).check(inOrder)
export const publicationSchema = z.strictObject({ announcementId, ...publication }).check(inOrder)
export type Publication = z.infer<typeof publicationSchema>
