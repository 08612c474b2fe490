import * as z from "zod/mini"
import { errandQuestionFields } from "@/lib/desk/errand-questions/schema"
import { natures } from "@/lib/desk/errands/rules"
import { reading, severalWords, words } from "@/lib/platform/http/search-params"
import { reasonSchema } from "@/lib/platform/text/fields"
import { mostAtOnce } from "@/lib/vocabulary/affiliations/rules"

const id = z.uuid("Demande inconnue.")
const several = z.array(id).check(z.minLength(1), z.maxLength(mostAtOnce, `${mostAtOnce} demandes au plus à la fois.`))

/** The ids in one field, separated by commas. */
const ids = z.pipe(
  z.string(),
  z.pipe(
    z.transform((text: string) => text.split(",")),
    several,
  ),
)
const common = { nature: z.enum(natures), ids }

/**
 * Several to accept. `marks`: for each correction, in the order of the ids, what the page showed of its structure (its last change, and how many people
 * would lose a profil), as "instant|number", separated by commas; "" for listing requests.
 */
export const severalAcceptanceSchema = z.strictObject({
  ...common,
  marks: z.pipe(
    z.string().check(z.maxLength(5000)),
    z.transform((text: string) =>
      text
        .split(",")
        .filter(Boolean)
        .map((mark) => {
          const [seen = "", people = ""] = mark.split("|")
          return { seen, people: Number(people) }
        }),
    ),
  ),
})
export type SeveralAcceptance = z.infer<typeof severalAcceptanceSchema>

export const severalRefusalSchema = z.extend(reasonSchema, common)
export type SeveralRefusal = z.infer<typeof severalRefusalSchema>

export const severalQuestionSchema = z.extend(errandQuestionFields, common)
export type SeveralQuestion = z.infer<typeof severalQuestionSchema>

/** What the page of several reads of its address. */
export const readErrandTicks = reading({ onglet: words, choix: severalWords })
