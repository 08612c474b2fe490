/** What is typed for several pre-registrations at once: the ticks of a list, then what the gesture needs. */
import * as z from "zod/mini"
import { reading, severalWords, words } from "@/lib/platform/http/search-params"
import { personalText } from "@/lib/rafael/candidates/schema"
import { leavingReasons, reasons } from "@/lib/rafael/codes/rules"
import { meetingInOrder, meetingShape } from "@/lib/rafael/meetings/schema"
import { preregistrationId, whyReturned } from "@/lib/rafael/preregistrations/schema"
import { type StepWord, severalSteps } from "@/lib/rafael/several/rules"
import { answerReasons } from "@/lib/rafael/states/rules"
import { mostAtOnce } from "@/lib/vocabulary/affiliations/rules"
import { optionalCode } from "@/lib/vocabulary/fields/schema"

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

export const severalReasons = several(z.strictObject({ preregistrationIds, ...whyReturned }))
export type SeveralReasons = z.infer<typeof severalReasons>

const chosenReason = z.pipe(z._default(z.string(), ""), optionalCode(reasons, "Choisissez un des motifs proposés."))

/** An answer of the training body to one or several. `reason`: needed by those that end something. */
export const severalAnswers = several(
  z
    .strictObject({
      preregistrationIds,
      arrow: z.enum(["accept", "waitlist", "decline", "start", "notStart", "finish", "drop"]),
      reason: chosenReason,
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

/** A gesture of a prescriber on several. `reason`: needed by those that withdraw. */
export const severalFollowed = several(
  z
    .strictObject({
      preregistrationIds,
      step: z.enum(Object.keys(severalSteps) as [StepWord, ...StepWord[]]),
      /** The list they were ticked on, to go back to. */
      list: z._default(z.string().check(z.maxLength(20)), ""),
      reason: chosenReason,
      reasonText: z._default(personalText(500), ""),
    })
    .check(
      z.refine(({ step, reason }) => step !== "retirer" || leavingReasons.some((one) => one === reason), {
        path: ["reason"],
        error: "Choisissez un des motifs proposés.",
      }),
    ),
)
export type SeveralFollowed = z.infer<typeof severalFollowed>

/** Reads which pre-registrations were ticked, and on which list. */
export const readTicks = reading({ choix: severalWords, vue: words, structure: words })
