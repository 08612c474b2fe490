/** The fields of a course, and of what its training body says of itself. */
import * as z from "zod/mini"
import { line, paragraph, reasonSchema, requiredLine } from "@/lib/platform/text/fields"
import { paths } from "@/lib/rafael/codes/rules"
import { codeList, levelField } from "@/lib/rafael/codes/schema"
import type { Certification } from "@/lib/rafael/courses/rules"
import { formacodeVersion } from "@/lib/rafael/references/rules"
import { linesOf, oneOf, optionalEmail, optionalPhone, partsOf } from "@/lib/vocabulary/fields/schema"

const unknownCourse = "Formation inconnue."
const unknownStructure = "Structure inconnue."

/** One certification, as it is kept: its code (RNCP, RS or Certif Info), and what information of the public asks of it. */
const certificationShape = z.object({ code: z.string(), name: z.string(), certifier: z.string(), until: z.string() })
export const certificationsShape = z.array(certificationShape)

/** The registers had forty thousand and eight thousand numbers in 2026: a longer one is a slip. */
const certificationCode = /^(RNCP ?\d{1,5}|RS ?\d{1,5}|CI ?\d{1,6})$/i

function certificationOf(typed: string): Certification {
  const [code = "", name = "", certifier = "", until = ""] = partsOf(typed)
  return { code: code.toUpperCase().replace(" ", ""), name, certifier, until }
}

/** One certification a line: code; name; certifier; date. */
const certifications = z.pipe(
  paragraph(2000).check(
    z.refine(
      (text) => linesOf(text).every((typed) => certificationCode.test(partsOf(typed)[0] ?? "")),
      "Commencez chaque ligne par un code RNCP, RS ou CI (Certif Info), par exemple : RNCP37948 ; Titre ; Certificateur ; 31/12/2028.",
    ),
    z.refine((text) => linesOf(text).length <= 5, "5 certifications au plus."),
  ),
  z.transform((text: string) => linesOf(text).map(certificationOf)),
)

/** The certifications as the form shows them again. */
export function certificationLines(list: readonly Certification[]) {
  return list.map(({ code, name, certifier, until }) => [code, name, certifier, until].join(" ; ").replace(/( ; )+$/, "")).join("\n")
}

/** What a course says. A draft may say nothing but its title. */
export const courseFields = z.strictObject({
  title: requiredLine(255, "Donnez un intitulé à la formation."),
  objective: paragraph(3000),
  results: paragraph(3000),
  contents: paragraph(3000),
  path: oneOf(paths),
  entryLevel: levelField,
  exitLevel: levelField,
  // Those of trainings begin with 1 to 4; what begins with 8 names a public. Whether one exists is asked of the list, once it is imported.
  formacodes: codeList(/^[1-4]\d{4}$/, 5, "Un Formacode de formation a cinq chiffres et commence par 1, 2, 3 ou 4, par exemple 34582."),
  formacodeVersion: z.pipe(
    z._default(z.string(), formacodeVersion),
    z.string().check(z.regex(/^[\w.-]{1,10}$/, "Choisissez une des éditions proposées.")),
  ),
  romes: codeList(/^[A-N]\d{4}$/, 5, "Un code ROME a une lettre et quatre chiffres, par exemple D1402."),
  nsfs: z.pipe(z._default(z.string(), ""), codeList(/^\d{3}$/, 3, "Un code NSF a trois chiffres, par exemple 221.")),
  certifications,
  evaluation: paragraph(1000),
  contactName: line(120),
  contactEmail: optionalEmail,
  contactPhone: optionalPhone,
})

export const courseCreation = z.extend(courseFields, { structureId: z.uuid(unknownStructure) })
export type CourseCreation = z.infer<typeof courseCreation>

/** `seen`: the last change of the course, as the form showed it. */
export const courseEdition = z.extend(courseFields, { courseId: z.uuid(unknownCourse), seen: z.string().check(z.maxLength(40)) })
export type CourseEdition = z.infer<typeof courseEdition>

export const courseTarget = z.strictObject({ courseId: z.uuid(unknownCourse) })
export const unpublication = z.extend(reasonSchema, { courseId: z.uuid(unknownCourse) })
export type Unpublication = z.infer<typeof unpublication>

export const bodyFields = z.strictObject({
  activityNumber: z.pipe(
    line(40),
    z.pipe(
      z.transform((text: string) => text.replace(/[\s.-]/g, "").toUpperCase()),
      z.string().check(z.regex(/^$|^[0-9A-Z]{11}$/, "Un numéro de déclaration d’activité a onze caractères, par exemple 75331234567.")),
    ),
  ),
  email: optionalEmail,
  phone: optionalPhone,
})
export const bodyEdition = z.extend(bodyFields, { structureId: z.uuid(unknownStructure) })
export type BodyEdition = z.infer<typeof bodyEdition>
