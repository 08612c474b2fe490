/** Judges what a LHÉO file says by the same fields as our forms: the same words refuse the same things. */
import * as z from "zod/mini"
import { line } from "@/lib/platform/text/fields"
import { lookup } from "@/lib/platform/text/lookup"
import { recruitments } from "@/lib/rafael/codes/rules"
import { codeList } from "@/lib/rafael/codes/schema"
import { courseFields } from "@/lib/rafael/courses/schema"
import { deliveryFields } from "@/lib/rafael/deliveries/schema"
import type { Told } from "@/lib/rafael/lheo-elements/rules"
import type { Fields, ToldCourse, ToldDelivery, ToldMeeting, ToldPlace, ToldSession } from "@/lib/rafael/lheo-reading/rules"
import { lasts, type MeetingData, meetingData, skippedHourWords } from "@/lib/rafael/meetings/rules"
import { meetingForm } from "@/lib/rafael/meetings/schema"
import { isLate, type TypedDates } from "@/lib/rafael/training-sessions/rules"
import { sessionContact, sessionCopyFields } from "@/lib/rafael/training-sessions/schema"
import { neededNumber, oneOf, wholeNumber } from "@/lib/vocabulary/fields/schema"
import { parsePostcode, parseSiret } from "@/lib/vocabulary/structures/rules"

/** Why a formation cannot be taken, and where the file says what is wrong. */
export type Fault = { line: number; element: string; reason: string }

const { funder: _funder, placeName: _name, address: _address, postcode: _postcode, city: _city, ...deliveryShape } = deliveryFields.shape
const courseShape = courseFields.shape
const hours = wholeNumber(0, 20_000)
const sessionShape = {
  recruitment: oneOf(recruitments),
  places: neededNumber(1, 9999, "Le nombre de places va de 1 à 9 999."),
  minimum: wholeNumber(0, 9999),
  hasLateEntry: deliveryFields.shape.isFunded,
  ...sessionContact,
}
const point = (most: number) =>
  z.pipe(
    z
      .string()
      .check(z.refine((text) => /^-?\d{1,3}(\.\d+)?$/.test(text) && Math.abs(Number(text)) <= most, "Ce n’est pas une coordonnée.")),
    z.transform(Number),
  )
const placeShape = {
  name: line(255),
  address: line(200),
  postcode: z.pipe(
    z.string().check(z.refine((text) => parsePostcode(text) !== null, "Saisissez un code postal à 5 chiffres.")),
    z.transform((text: string) => parsePostcode(text) ?? ""),
  ),
  city: line(100),
  insee: z.string().check(z.regex(/^\d[0-9AB]\d{3}$/, "Un code INSEE de commune a cinq caractères.")),
  latitude: point(90),
  longitude: point(180),
}
const nsfs = codeList(/^\d{3}$/, 3, "Un code NSF a trois chiffres.")
const mostFunders = 8
/** The codes of dict-financeurs (LHÉO 2.3). */
const funder = z.string().check(z.regex(/^(1?\d|20)$/, "Ce financeur n’est pas de la liste de LHÉO."))
const numero = line(100)
const activityNumber = z.string().check(z.regex(/^[0-9A-Z]{11}$/))

type Values<Shape extends Record<string, z.ZodMiniType>> = { [Key in keyof Shape]?: z.infer<Shape[Key]> }

type SaidPlace = { name: string; address: string; postcode: string; city: string; insee: string | null } & (
  | { latitude: number; longitude: number }
  | { latitude: null; longitude: null }
)
type SaidSession = Values<typeof sessionShape> & { numero: string; startsOn: string; meetings: MeetingData[] } & {
  /** Null: nobody foresees an end, as a permanent entry may say. */
  endsOn: string | null

  /** Absent when the file does not speak of it. */
  registration?: { registrationFrom: string | null; registrationUntil: string | null }
}
type SaidDelivery = {
  numero: string
  fields: Values<typeof deliveryShape> & { hoursTotal?: number | null }
  funders?: { code: string; places: number | null }[]
  places?: SaidPlace[]
  sessions: SaidSession[]
}
export type SaidCourse = {
  line: number
  siret: string
  numero: string
  origin: string | null
  activityNumber: string | null
  fields: Values<typeof courseShape>
  formacodeVersion?: string
  nsfs?: string[]
  deliveries: SaidDelivery[]
}

/** What a formation says, in our own values; or everything that is wrong with it. */
export function judge(told: ToldCourse): SaidCourse | Fault[] {
  const faults: Fault[] = []
  const here = { line: told.line, element: "formation" }
  const siret = parseSiret(told.siret?.text ?? "")
  if (!told.siret) faults.push({ ...here, reason: "aucun SIRET d’organisme responsable" })
  else if (!siret) faults.push(faultOf(told.siret, "Ce numéro SIRET n’est pas valide : vérifiez ses 14 chiffres."))
  if (!told.numero) faults.push({ ...here, reason: "aucun attribut « numero » : rien ne dit de quelle formation il s’agit" })
  const known = new Map<string, Told>()
  for (const each of told.deliveries.flatMap(({ numero, sessions }) => [
    [`action ${numero.text}`, numero] as const,
    ...sessions.map((session) => [`action ${numero.text}, session ${session.numero.text}`, session.numero] as const),
  ])) {
    if (known.has(each[0])) faults.push(faultOf(each[1], `${each[0]} : ce numéro est déjà pris dans la formation`))
    known.set(...each)
  }
  const said: SaidCourse = {
    line: told.line,
    siret: siret ?? "",
    numero: one(numero, told.numero, faults) ?? "",
    origin: parseSiret(told.origin?.text ?? ""),
    activityNumber: z.safeParse(activityNumber, told.activityNumber?.text).data ?? null,
    fields: values(courseShape, told.fields, faults),
    ...(told.formacodeVersion ? { formacodeVersion: told.formacodeVersion.text.slice(0, 10) } : {}),
    ...given("nsfs", one(nsfs, told.nsfs, faults)),
    deliveries: told.deliveries.map((delivery) => deliveryOf(delivery, faults)),
  }
  if (!told.fields.title) faults.push({ ...here, reason: "aucun intitulé" })
  return faults.length > 0 ? faults : said
}

function deliveryOf(
  { numero: its, fields: { hoursTotal, ...fields }, funders, places, sessions }: ToldDelivery,
  faults: Fault[],
): SaidDelivery {
  const said = values(deliveryShape, fields, faults)
  const [ninth] = funders?.slice(mostFunders) ?? []
  if (ninth) faults.push(faultOf(ninth.code, `${mostFunders} financeurs au plus.`))
  const total = one(hours, hoursTotal ?? null, faults)
  return {
    numero: one(numero, its, faults) ?? "",
    fields: { ...said, ...given("hoursTotal", total) },
    ...(funders
      ? {
          funders: funders.map(({ code, places }) => ({
            code: one(funder, code, faults) ?? "",
            places: one(hours, places, faults) ?? null,
          })),
        }
      : {}),
    ...(places ? { places: places.flatMap((place) => placeOf(place, faults)) } : {}),
    sessions: sessions.flatMap((session) => sessionOf(session, said.entryMode ?? "fixed_dates", faults)),
  }
}

function placeOf({ line: at, fields }: ToldPlace, faults: Fault[]): SaidPlace[] {
  if (!fields.postcode || !fields.city) {
    faults.push({ line: at, element: "lieu-de-formation", reason: "un lieu sans code postal ou sans ville" })
    return []
  }
  const { latitude, longitude, ...place } = values(placeShape, fields, faults)
  const where = latitude !== undefined && longitude !== undefined ? { latitude, longitude } : { latitude: null, longitude: null }
  return [{ name: "", address: "", postcode: "", city: "", ...place, insee: place.insee ?? null, ...where }]
}

function sessionOf(session: ToldSession, entryMode: "fixed_dates" | "permanent", faults: Fault[]): SaidSession[] {
  const { startsOn, endsOn, ...fields } = session.fields
  const isEndless = entryMode === "permanent" && endsOn?.text === endless
  const its = one(numero, session.numero, faults) ?? ""
  const said = values(sessionShape, fields, faults)
  const registration = session.registration && {
    registrationFrom: session.registration.registrationFrom?.text ?? null,
    registrationUntil: session.registration.registrationUntil?.text ?? null,
  }
  const dates = {
    startsOn: startsOn?.text ?? "",
    endsOn: isEndless ? (startsOn?.text ?? "") : (endsOn?.text ?? ""),
    ...(registration ?? none),
  }
  const asForm = { ...dates, registrationFrom: dates.registrationFrom ?? "", registrationUntil: dates.registrationUntil ?? "" }
  const judged = z.safeParse(sessionCopyFields, asForm)
  const where = { line: startsOn?.line ?? session.line, element: `session ${its}` }
  if (!judged.success) for (const { message } of judged.error.issues) faults.push({ ...where, reason: message })
  else if (isLate(entryMode, { ...dates, hasLateEntry: said.hasLateEntry ?? false })) faults.push({ ...where, reason: lateWords })
  if ((said.minimum ?? 0) > (said.places ?? 9999)) faults.push({ ...where, reason: "L’effectif minimum dépasse le nombre de places." })
  const meetings = session.meetings.flatMap((meeting) => meetingOf(meeting, its, faults))
  return [
    {
      ...said,
      numero: its,
      startsOn: dates.startsOn,
      endsOn: isEndless ? null : dates.endsOn,
      ...(registration ? { registration } : {}),
      meetings,
    },
  ]
}

function meetingOf({ line: at, fields }: ToldMeeting, session: string, faults: Fault[]): MeetingData[] {
  const typed = Object.fromEntries(Object.entries(fields).map(([name, { text }]) => [name, text]))
  const judged = z.safeParse(meetingForm, { isRemote: "", ...typed })
  const meeting = judged.success ? meetingData(judged.data) : null
  if (meeting && lasts(meeting)) return [meeting]
  const reasons = judged.success ? [skippedHourWords] : judged.error.issues.map(({ message }) => message)
  for (const reason of reasons) faults.push({ line: at, element: `recrutement, session ${session}`, reason })
  return []
}

/** LHÉO's 99999999, as a day: no end is foreseen. */
const endless = "9999-99-99"

const none = { registrationFrom: null, registrationUntil: null } satisfies Partial<TypedDates>
const lateWords = "Les préinscriptions se ferment après le début de la session, et les entrées tardives n’y sont pas admises."

/** The values of the fields that were told; what is wrong is added to the faults. */
function values<Shape extends Record<string, z.ZodMiniType>>(shape: Shape, told: Fields, faults: Fault[]): Values<Shape> {
  const said: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(shape)) {
    const found = lookup(told, name)
    if (!found) continue
    const value = one(field, found, faults)
    if (value !== undefined) said[name] = value
  }
  return said as Values<Shape>
}

function one<Field extends z.ZodMiniType>(field: Field, told: Told | null, faults: Fault[]): z.infer<Field> | undefined {
  if (!told) return undefined
  const judged = z.safeParse(field, told.text)
  if (judged.success) return judged.data
  for (const { message } of judged.error.issues) faults.push(faultOf(told, `${message} Le fichier dit « ${told.text.slice(0, 40)} ».`))
  return undefined
}

function faultOf({ line: at, element }: Told, reason: string): Fault {
  return { line: at, element, reason }
}

function given<Key extends string, Value>(key: Key, value: Value | undefined) {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>)
}
