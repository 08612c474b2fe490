import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import * as z from "zod/mini"
import { type Asked, addressWith, reading, severalWords, words } from "@/lib/platform/http/search-params"
import { reasonSchema } from "@/lib/platform/text/fields"
import { lookup } from "@/lib/platform/text/lookup"
import { rafaelProfils } from "@/lib/vocabulary/profils/rules"

/** So many people are on a page of a review, and are answered at once at most. */
export const perReviewPage = 25

const reviewId = z.uuid("Revue inconnue.")
const structureId = z.uuid("Structure inconnue.")
const affiliationId = z.uuid("Personne inconnue.")

const box = /^personne-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The name of someone's box in the form of a page: each person has a field of their own. */
export const boxOf = (id: string) => `personne-${id}`

const tooMany = `${perReviewPage} personnes au plus à la fois.`

const views = ["a-revoir", "signalees", "vues"] as const
export type View = (typeof views)[number]
/** A view of the list, and a page of it. */
export type Place = { vue: View; page: number }

/** Where in the list someone was when they answered: they come back there. */
const place = { vue: z.optional(z.enum(views)), page: z.optional(z.int()) }
type AskedPlace = { vue?: View | undefined; page?: number | undefined }
const placeOf = (vue: string | undefined, page: string | undefined): AskedPlace => ({
  vue: views.find((view) => view === vue),
  page: page && /^[1-9]\d{0,5}$/.test(page) ? Number(page) : undefined,
})

/** The fields of a page, and the people who are ticked: a field `personne-…` for each. */
const tickedFields = z.record(
  z.string().check(z.refine((name) => box.test(name) || /^(?:reviewId|structureId|profil|geste|vue|page)$/.test(name))),
  z.string(),
)
const tickedOf = (fields: Record<string, string>) => ({
  reviewId: lookup(fields, "reviewId"),
  structureId: lookup(fields, "structureId"),
  affiliationIds: Object.keys(fields).flatMap((name) => box.exec(name)?.[1] ?? []),
  ...placeOf(lookup(fields, "vue"), lookup(fields, "page")),
})
const answersShape = z.object({
  reviewId,
  structureId,
  ...place,
  affiliationIds: z.array(affiliationId).check(z.minLength(1, "Cochez au moins une personne."), z.maxLength(perReviewPage, tooMany)),
})

/** People of one structure to keep, or to detach. */
export const answersSchema = z.pipe(tickedFields, z.pipe(z.transform(tickedOf), answersShape))
export type Answers = z.infer<typeof answersSchema>

/** What the choice of a profil says when it is none; nothing is chosen by itself, since it would be taken from everyone who is ticked. */
export const noProfil = "aucun"

/** What is done with everyone who is ticked, by the button that was pressed. `rafaelProfil`: for "changer", what they are given; null for none. */
export const severalSchema = z.pipe(
  tickedFields,
  z.pipe(
    z.transform((fields: Record<string, string>) => {
      const geste = lookup(fields, "geste")
      return { ...tickedOf(fields), geste, profil: geste === "changer" ? (lookup(fields, "profil") ?? "") : noProfil }
    }),
    z.pipe(
      z.extend(answersShape, {
        geste: z.enum(["garder", "changer", "detacher"]),
        profil: z.enum([noProfil, ...rafaelProfils], "Choisissez le profil à donner."),
      }),
      z.transform(({ profil, ...answers }) => ({ ...answers, rafaelProfil: profil === noProfil ? null : profil })),
    ),
  ),
)
export type Several = z.infer<typeof severalSchema>
export type Changes = Answers & Pick<Several, "rafaelProfil">

/** Several people to detach for one reason: the ids in one field, separated by commas. */
export const detachmentsSchema = z.pipe(
  z.extend(reasonSchema, {
    reviewId,
    structureId,
    vue: z.optional(z.string()),
    page: z.optional(z.string()),
    affiliationIds: z.pipe(
      z.string(),
      z.pipe(
        z.transform((ids: string) => ids.split(",")),
        z.array(affiliationId).check(z.maxLength(perReviewPage, tooMany)),
      ),
    ),
  }),
  z.transform(({ vue, page, ...asked }) => ({ ...asked, ...placeOf(vue, page) })),
)
export type Detachments = z.infer<typeof detachmentsSchema>

const count = parseAsInteger.withDefault(0)

/** What the page of a review reads of its address: the structure, which people, and what the last gesture did. */
const reviewParams = {
  structure: words,
  vue: parseAsStringLiteral(views).withDefault("a-revoir"),
  page: parseAsInteger.withDefault(1),
  gardees: count,
  changees: count,
  detachees: count,
  deja: count,
  refusees: count,
}
export const readReviewAddress = reading(reviewParams)
export const reviewAddress = addressWith(reviewParams)
export type ReviewParams = Asked<typeof readReviewAddress>

/** What the page of several detachments reads of its address. */
const detachingParams = {
  structure: words,
  personne: severalWords,
  vue: parseAsStringLiteral(views).withDefault("a-revoir"),
  page: parseAsInteger.withDefault(1),
}
export const readDetachingAddress = reading(detachingParams)
export const detachingAddress = addressWith(detachingParams)
