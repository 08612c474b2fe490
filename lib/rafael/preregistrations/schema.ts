import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import * as z from "zod/mini"
import { type Asked, addressWith, reading, severalWords, words } from "@/lib/platform/http/search-params"
import { dossierShape, personalText } from "@/lib/rafael/candidates/schema"
import { reasons } from "@/lib/rafael/codes/rules"
import { oneOf, optionalCode, optionalDay } from "@/lib/rafael/codes/schema"
import { meetingInOrder, meetingShape } from "@/lib/rafael/meetings/schema"
import { answerReasons } from "@/lib/rafael/states/rules"
import { mostAtOnce } from "@/lib/vocabulary/affiliations/rules"

const preregistrationId = z.uuid("Préinscription inconnue.")

/** A pre-registration of someone the structure does not know yet. */
export const newPreregistration = z.strictObject({
  ...dossierShape,
  structureId: z.uuid("Structure inconnue."),
  sessionId: z.uuid("Session inconnue."),
})
export type NewPreregistration = z.infer<typeof newPreregistration>

/** A further wish of someone the structure knows. */
export const wishFields = z.strictObject({ project: personalText(1000), wishedStart: optionalDay })
export const furtherWish = z.extend(wishFields, { candidateId: z.uuid("Candidat·e inconnu·e."), sessionId: z.uuid("Session inconnue.") })
export type FurtherWish = z.infer<typeof furtherWish>

export const preregistrationEdition = z.strictObject({ ...dossierShape, preregistrationId })
export type PreregistrationEdition = z.infer<typeof preregistrationEdition>

export const preregistrationTarget = z.strictObject({ preregistrationId })

/** Why, from a closed list, and in the person's own words when they add some. */
const why = { reason: oneOf(reasons), reasonText: personalText(500) }
export const whyFields = z.strictObject(why)
export const preregistrationReason = z.strictObject({ preregistrationId, ...why })
export type PreregistrationReason = z.infer<typeof preregistrationReason>

const prefix = "choix-"

/** Reads the ticks `choix-<id>` of a list as ids; a field with another name stays what it is. */
function ticked(form: Record<string, string>) {
  const ids = Object.keys(form).filter((name) => name.startsWith(prefix))
  const rest = Object.fromEntries(Object.entries(form).filter(([name]) => !name.startsWith(prefix)))
  return { ...rest, preregistrationIds: ids.map((name) => name.slice(prefix.length)) }
}

const preregistrationIds = z
  .array(preregistrationId)
  .check(z.minLength(1, "Cochez au moins une préinscription."), z.maxLength(mostAtOnce, `${mostAtOnce} préinscriptions au plus à la fois.`))

/** A gesture on several pre-registrations, given by the ticks of a list or by hidden fields. */
function several<Whole extends z.ZodMiniType>(whole: Whole) {
  return z.pipe(
    z.record(z.string(), z.string()),
    z.pipe(
      z.transform((form: Record<string, string>) => ticked(form) as never),
      whole as unknown as z.ZodMiniType<z.output<Whole>, never>,
    ),
  )
}

/** The page has one list for two gestures: the reason of the other one, which it may send along, says nothing here. */
export const severalTargets = several(
  z.strictObject({ preregistrationIds, reason: z.optional(z.string()), reasonText: z.optional(z.string()) }),
)
export type SeveralTargets = z.infer<typeof severalTargets>

export const severalReasons = several(z.strictObject({ preregistrationIds, ...why }))
export type SeveralReasons = z.infer<typeof severalReasons>

/** An answer of the training body to one or several. `reason`: needed by those that end something. */
export const severalAnswers = several(
  z
    .strictObject({
      preregistrationIds,
      arrow: z.enum(["accept", "waitlist", "decline", "start", "notStart", "finish", "drop"]),
      reason: z.pipe(z._default(z.string(), ""), optionalCode(reasons, "Choisissez un des motifs proposés.")),
      reasonText: z._default(personalText(500), ""),
    })
    .check(
      z.refine(({ arrow, reason }) => reason === null || (answerReasons[arrow]?.includes(reason) ?? false), {
        path: ["reason"],
        error: "Choisissez un des motifs proposés.",
      }),
    ),
)
export type SeveralAnswers = z.infer<typeof severalAnswers>

/** Several people are summoned to a new meeting. */
export const summons = several(z.strictObject({ ...meetingShape, preregistrationIds }).check(meetingInOrder))
export type Summons = z.infer<typeof summons>

/** Several people are summoned to a meeting that is planned already. */
export const summonsTo = several(z.strictObject({ meetingId: z.uuid("Choisissez une réunion."), preregistrationIds }))
export type SummonsTo = z.infer<typeof summonsTo>

/** The lists of a prescriber, then that of a training body. */
const views = ["brouillons", "a-valider", "envoyees", "terminees", "structure", "sans-suivi", "recues"] as const
export type View = (typeof views)[number]

const parsers = {
  structure: words,
  vue: parseAsStringLiteral(views),
  q: words,
  session: words,
  statut: parseAsStringLiteral(["a-repondre", "retenues", "terminees", "toutes"]).withDefault("a-repondre"),
  page: parseAsInteger.withDefault(1),
  fait: words,
  faites: words,
  refusees: words,
  pourquoi: words,
}
/** Reads the address of the lists of pre-registrations: every filter is in it. */
export const readListAddress = reading(parsers)
export type ListAddress = Asked<typeof readListAddress>
export const listAddress = addressWith(parsers)

/** Reads which pre-registrations were ticked. */
export const readTicks = reading({ choix: severalWords })
