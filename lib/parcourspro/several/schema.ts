/** What is typed for several registrations at once: the ticks of a list, then what the answer needs. */
import * as z from "zod/mini"
import { type EmployerAnswer, employerAnswers, type ProviderAnswer, providerAnswers } from "@/lib/parcourspro/states/rules"
import { reading, severalWords, words } from "@/lib/platform/http/search-params"
import { paragraph } from "@/lib/platform/text/fields"
import { mostAtOnce } from "@/lib/vocabulary/affiliations/rules"

const prefix = "choix-"

/** Reads the ticks `choix-<id>` as ids; a field with another name stays what it is. */
function ticked(form: Record<string, string>) {
  const ids = Object.keys(form).filter((name) => name.startsWith(prefix))
  const rest = Object.fromEntries(Object.entries(form).filter(([name]) => !name.startsWith(prefix)))
  return { ...rest, registrationIds: ids.map((name) => name.slice(prefix.length)) }
}

const registrationIds = z
  .array(z.uuid("Inscription inconnue."))
  .check(z.minLength(1, "Cochez au moins une demande."), z.maxLength(mostAtOnce, `${mostAtOnce} demandes au plus à la fois.`))

function several<Whole extends z.ZodMiniType>(whole: Whole) {
  return z.pipe(
    z.record(z.string(), z.string()),
    z.pipe(
      z.transform((form: Record<string, string>) => ticked(form) as never),
      whole as unknown as z.ZodMiniType<z.output<Whole>, never>,
    ),
  )
}

/** Whether a reason is needed is the operation's question: it depends on the answer, and on who gives it. */
const reason = z._default(paragraph(500), "")
const keysOf = <Key extends string>(table: Record<Key, string>) => Object.keys(table) as [Key, ...Key[]]

export const employerAnswer = several(z.strictObject({ registrationIds, arrow: z.enum(keysOf<EmployerAnswer>(employerAnswers)), reason }))
export type EmployerAnswers = z.infer<typeof employerAnswer>

/** `sessionId`: the session whose page the answer is given on, to come back to it. */
export const providerAnswer = several(
  z.strictObject({
    registrationIds,
    arrow: z.enum(keysOf<ProviderAnswer>(providerAnswers)),
    reason,
    sessionId: z.uuid("Session inconnue."),
  }),
)
export type ProviderAnswers = z.infer<typeof providerAnswer>

/** Reads which registrations were ticked. */
export const readTicks = reading({ choix: severalWords, structure: words })
