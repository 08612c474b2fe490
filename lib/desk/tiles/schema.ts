import * as z from "zod/mini"
import { type Audience, audiences, isAddress, tileIds } from "@/lib/desk/tiles/rules"
import { line, requiredLine, tick } from "@/lib/platform/text/fields"
import { neededNumber } from "@/lib/vocabulary/fields/schema"

const ticks = Object.fromEntries(audiences.map((audience) => [audience, tick])) as Record<Audience, typeof tick>

/** A link as a manager writes it; each profil is a box, none ticked: everyone. */
export const tileLinkFields = z.strictObject({
  tile: z.enum(tileIds, "Choisissez une des tuiles."),
  label: requiredLine(60, "Donnez les mots du lien."),
  address: line(500).check(
    z.refine(isAddress, "Saisissez une page du portail, par exemple /parcourspro, ou l’adresse d’un site qui commence par https://."),
  ),
  position: neededNumber(0, 99, "Saisissez un nombre, de 0 à 99."),
  opensTab: tick,
  ...ticks,
})

const linkId = z.uuid("Lien inconnu.")
/** A new link has no id yet; `seen`: when the link that the form shows was last changed. */
export const tileLinkSchema = z.extend(tileLinkFields, {
  linkId: z.optional(linkId),
  seen: z.optional(z.iso.datetime("Rechargez la page.")),
})
export type TileLinkInput = z.infer<typeof tileLinkSchema>
export const tileLinkIdSchema = z.strictObject({ linkId })
