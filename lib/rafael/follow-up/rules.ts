import { wholeNumbers } from "@/lib/platform/text/numbers"

/** How long a pre-registration may wait before something happens, in working days (docs/rafael.md). */
export type PreregistrationDelays = {
  /** Levels 3 are reminded of what they have to validate. */
  validate: number
  /** The référent hears that nobody validates. */
  validator: number
  /** The training body is reminded of what it has to answer. */
  answer: number
  /** Whoever follows hears that the training body does not answer; managers see it. */
  noAnswer: number
  /** After the session began without an answer, the pre-registration lapses. */
  lapse: number
}

const usual = "2,5,5,10,10"

/** Reads the setting `PREREGISTRATION_DELAYS`, five numbers of working days; when it is empty, the delays of the domain. Null when it is not valid. */
export function parsePreregistrationDelays(setting: string | undefined): PreregistrationDelays | null {
  const [validate = 0, validator = 0, answer = 0, noAnswer = 0, lapse] = wholeNumbers(setting || usual, 5, 1000) ?? []
  return lapse === undefined ? null : { validate, validator, answer, noAnswer, lapse }
}
