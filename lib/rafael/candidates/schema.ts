/** The fields of a candidate, for the prescriber's form and the candidate's own page. */
import * as z from "zod/mini"
import { isDay, line, paragraph, tick } from "@/lib/platform/text/fields"
import { ageOn, holdsNir, isPossibleAge } from "@/lib/rafael/candidates/rules"
import { situations } from "@/lib/rafael/codes/rules"
import { levelField } from "@/lib/rafael/codes/schema"
import { personFields } from "@/lib/vocabulary/accounts/schema"
import { optionalCode, optionalDay, optionalEmail, optionalPhone, optionalPostcode } from "@/lib/vocabulary/fields/schema"

const noNir = "N’écrivez pas de numéro de sécurité sociale : il n’a pas sa place ici."

/** A text about a person: never their social security number. */
export function personalText(max: number) {
  return z.pipe(paragraph(max), z.string().check(z.refine((text) => !holdsNir(text), noNir)))
}

const personalLine = (max: number) => z.pipe(line(max), z.string().check(z.refine((text) => !holdsNir(text), noNir)))

const ageOf = (text: string) => ageOn(new Date(`${text}T00:00:00Z`), new Date())

/** The birth date, with the age it gives when that age is not one of a candidate. */
const birthDate = z.string().check(
  z.refine(isDay, "Saisissez la date de naissance."),
  z.refine((text) => !isDay(text) || isPossibleAge(ageOf(text)), {
    error: ({ input }) => {
      const age = ageOf(String(input))
      return age < 0
        ? "Vérifiez la date de naissance : elle est dans l’avenir."
        : `Vérifiez la date de naissance : la personne aurait ${age} ans.`
    },
  }),
)

/** The France Travail identifier: seven digits and a letter, or eleven digits; "" when there is none. */
const identifier = z.pipe(
  line(30),
  z.pipe(
    z.transform((text: string) => text.replace(/[\s.-]/g, "").toUpperCase()),
    z.string().check(z.regex(/^$|^\d{7}[A-Z]$|^\d{11}$/, "Un identifiant France Travail a sept chiffres et une lettre, ou onze chiffres.")),
  ),
)

export const contactFields = { email: optionalEmail, phone: optionalPhone, postcode: optionalPostcode, city: line(100) }

const candidateShape = {
  firstName: personFields.firstName,
  lastName: z.pipe(personFields.lastName, z.string()),
  birthDate,
  ...contactFields,
  situation: optionalCode(situations, "Choisissez une des situations proposées."),
  identifier,
  level: levelField,
  needsAdaptation: tick,
  adaptationContact: personalLine(200),
}

/** What a prescriber says of a candidate and of what they want. `informed`: the notice was read to the person. */
export const dossierShape = {
  ...candidateShape,
  project: personalText(1000),
  wishedStart: optionalDay,
  informed: tick,
  /** Someone else, although their address or phone is known. */
  isOther: tick,
}
export const dossierFields = z.strictObject(dossierShape)
type DossierFields = z.infer<typeof dossierFields>
export type CandidateFields = Pick<DossierFields, keyof typeof candidateShape>
