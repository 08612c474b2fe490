/**
 * What a `formation` of a LHÉO 2.3 file says, in the words of our own forms, so that they judge it as if it had been typed. What a file leaves out
 * stays out: nothing known is emptied by a file that does not speak of it. A lone dash is LHÉO's way of filling a compulsory element.
 */
import { isDay } from "@/lib/platform/text/fields"
import { lookup } from "@/lib/platform/text/lookup"
import { storable } from "@/lib/platform/text/storable"
import type { XmlElement } from "@/lib/platform/text/xml"
import { extrasName, levelFromLheo, lheoEntryModes, lheoModes, lheoPaths, lheoRecruitments } from "@/lib/rafael/codes/rules"
import { all, attribute, child, extrasOf, joined, lines, type Reader, reader, type Told } from "@/lib/rafael/lheo-elements/rules"

/** What was told, under the names of our fields. */
export type Fields = Record<string, Told>
export type ToldPlace = { line: number; fields: Fields }
export type ToldSession = { line: number; numero: Told; fields: Fields; registration: Fields | null; meetings: ToldMeeting[] }
export type ToldMeeting = { line: number; fields: Fields }
export type ToldDelivery = {
  line: number
  numero: Told
  fields: Fields
  funders: { code: Told; places: Told | null }[] | null
  places: ToldPlace[] | null
  sessions: ToldSession[]
}
export type ToldCourse = {
  line: number
  numero: Told | null
  siret: Told | null
  activityNumber: Told | null
  /** The SIRET under which a course of ours was first published, when it is another one. */
  origin: Told | null
  fields: Fields
  formacodeVersion: Told | null
  nsfs: Told | null
  deliveries: ToldDelivery[]
}

/** Reads one formation. `toText` makes a plain text of HTML, which many programs put into theirs. */
export function courseIn(formation: XmlElement, toText: (html: string) => string): ToldCourse {
  const isOurs = formation.attributes.info === extrasName
  const read = reader(isOurs ? (text) => text : toText)
  const { line, children } = formation
  const domain = child(formation, "domaine-formation")
  const formacodes = all(domain, "code-FORMACODE").toSorted((a, b) => rankOf(a) - rankOf(b))
  const body = child(formation, "organisme-formation-responsable")
  const contact = child(child(formation, "contact-formation"), "coordonnees")
  const extras = extrasOf(formation)
  return {
    line,
    numero: attribute(formation, "numero"),
    siret: read.one(child(body, "SIRET-organisme-formation"), "SIRET"),
    activityNumber: read.one(body, "numero-activite"),
    origin: extras("siret-origine"),
    fields: said({
      title: read.one(formation, "intitule-formation"),
      objective: read.text(formation, "objectif-formation"),
      results: read.text(formation, "resultats-attendus"),
      contents: read.text(formation, "contenu-formation"),
      path: coded(read.one(formation, "parcours-de-formation"), lheoPaths),
      entryLevel: level(read.one(formation, "code-niveau-entree")),
      exitLevel: level(read.one(formation, "code-niveau-sortie")),
      formacodes: joined(formacodes),
      romes: joined(all(domain, "code-ROME")),
      certifications: certificationsIn(all(formation, "certification")),
      evaluation: extras("evaluation"),
      contactName: extrasOf(contact)("nom") ?? read.one(contact, "nom"),
      contactEmail: extrasOf(contact)("courriel") ?? read.one(contact, "courriel"),
      contactPhone: read.one(child(contact, "telfixe") ?? child(contact, "portable"), "numtel"),
    }),
    formacodeVersion: formacodes[0] ? attribute(formacodes[0], "ref") : null,
    nsfs: joined(all(domain, "code-NSF")),
    deliveries: children
      .filter(({ name }) => name === "action")
      .map((action, index) => deliveryIn(action, `A${index + 1}`, isOurs ? (text) => text : toText)),
  }
}

function rankOf({ attributes }: XmlElement) {
  return attributes.tag === "principal" ? 0 : 1
}

function deliveryIn(action: XmlElement, numero: string, toText: (html: string) => string): ToldDelivery {
  const read = reader(toText)
  const extras = extrasOf(action)
  const places = all(action, "lieu-de-formation")
  const funders = all(action, "organisme-financeur")
  return {
    line: action.line,
    numero: attribute(action, "numero") ?? { text: numero, line: action.line, element: "action" },
    fields: said({
      mode: coded(read.one(action, "modalites-enseignement"), lheoModes),
      entryMode: coded(read.one(action, "modalites-entrees-sorties"), lheoEntryModes),
      rhythm: read.text(action, "rythme-formation"),
      alternance: read.text(action, "modalites-alternance"),
      hoursCentre: read.one(action, "nombre-heures-centre"),
      hoursCompany: read.one(action, "nombre-heures-entreprise"),
      hoursTotal: read.one(action, "nombre-heures-total"),
      publics: joined(all(action, "code-public-vise")),
      conditions: read.text(action, "conditions-specifiques"),
      isLevelRequired: yesOrNo(read.one(action, "niveau-entree-obligatoire")),
      isFunded: yesOrNo(read.one(action, "conventionnement")),
      remainingCost: read.text(action, "frais-restants"),
      accessibility: read.text(action, "acces-handicapes"),
      accessDelay: extras("delai-acces"),
      providerSiret: read.one(child(child(action, "organisme-formateur"), "SIRET-formateur"), "SIRET"),
    }),
    funders:
      funders.length === 0
        ? null
        : funders.flatMap((funder) => {
            const code = read.one(funder, "code-financeur")
            return code ? [{ code, places: read.one(funder, "nb-places-financees") }] : []
          }),
    places: places.length === 0 ? null : places.map((place) => placeIn(place, read)),
    sessions: all(action, "session").map((session, index) => sessionIn(session, `S${index + 1}`, read)),
  }
}

function placeIn(place: XmlElement, read: Reader): ToldPlace {
  const coordinates = child(place, "coordonnees")
  const address = child(coordinates, "adresse")
  const point = child(address, "geolocalisation")
  const extras = extrasOf(address)
  return {
    line: place.line,
    fields: said({
      name: read.one(address, "denomination") ?? lines(coordinates),
      address: extras("adresse") ?? lines(address),
      postcode: read.one(address, "codepostal"),
      city: extras("ville") ?? read.one(address, "ville"),
      insee: read.one(address, "code-INSEE-commune"),
      latitude: read.one(point, "latitude"),
      longitude: read.one(point, "longitude"),
    }),
  }
}

function sessionIn(session: XmlElement, numero: string, read: Reader): ToldSession {
  const period = child(session, "periode")
  const registration = child(child(session, "periode-inscription"), "periode")
  const contact = child(child(session, "contact-session"), "coordonnees")
  const extras = extrasOf(session)
  return {
    line: session.line,
    numero: attribute(session, "numero") ?? { text: numero, line: session.line, element: "session" },
    fields: said({
      startsOn: day(read.one(period, "debut")),
      endsOn: day(read.one(period, "fin")),
      recruitment: coded(read.one(session, "etat-recrutement"), lheoRecruitments),
      places: extras("capacite"),
      minimum: extras("minimum"),
      hasLateEntry: yesOrNo(extras("entree-tardive")),
      contactName: extrasOf(contact)("nom") ?? read.one(contact, "nom"),
      contactEmail: extrasOf(contact)("courriel") ?? read.one(contact, "courriel"),
      contactPhone: read.one(child(contact, "telfixe") ?? child(contact, "portable"), "numtel"),
    }),
    meetings: all(session, "recrutement").flatMap((meeting) => meetingIn(meeting, read)),
    // LHÉO wants both days; one that we had to make up says so.
    registration: registration
      ? said({
          registrationFrom: extras("inscription-sans-debut") ? null : day(read.one(registration, "debut")),
          registrationUntil: extras("inscription-sans-fin") ? null : day(read.one(registration, "fin")),
        })
      : null,
  }
}

/**
 * A meeting, when the file says on which day and from when to when: without them it could be put in nobody's calendar, and is passed over,
 * as is a period of several days. What is done there is a code that LHÉO's schema does not explain; whatever a body publishes informs.
 */
function meetingIn(meeting: XmlElement, read: Reader): ToldMeeting[] {
  const period = child(meeting, "periode")
  const [on, last] = [day(read.one(period, "debut")), day(read.one(period, "fin"))]
  const [from, until] = [hour(read.one(meeting, "heure-debut")), hour(read.one(meeting, "heure-fin"))]
  if (!on || !isDay(on.text) || (last && last.text !== on.text) || !from || !until) return []
  const here = { line: meeting.line, element: meeting.name }
  const seats = read.one(meeting, "nb-places")
  return [
    {
      line: meeting.line,
      fields: said({
        kind: { ...here, text: "information" },
        day: on,
        from,
        until,
        place: { ...here, text: placeOf(meeting, read) },
        isRemote: yesOrNo(read.one(meeting, "a-distance")),
        // LHÉO takes any number here.
        seats: seats && /^[1-9]\d{0,2}$/.test(seats.text) ? seats : null,
      }),
    },
  ]
}

function placeOf(meeting: XmlElement, read: Reader): string {
  const address = child(meeting, "adresse")
  const parts = [read.one(address, "denomination"), lines(address), read.one(address, "codepostal"), read.one(address, "ville")]
  const said =
    extrasOf(meeting)("lieu")?.text ??
    (parts.flatMap((part) => part?.text ?? []).join(" ") || read.one(meeting, "urlweb")?.text || read.text(meeting, "commentaire")?.text)
  return storable(said || "Lieu à demander à l’organisme", 300)
}

/** "9h", "09h30", "0930" or "9:30" as "09:30"; null for an hour that no day has. */
function hour(found: Told | null): Told | null {
  const [, hours, minutes = "00"] = /^([01]?\d|2[0-3])\s*[hH:]?\s*([0-5]\d)?$/.exec(found?.text ?? "") ?? []
  return found && hours ? { ...found, text: `${hours.padStart(2, "0")}:${minutes}` } : null
}

/** One certification a line, as the form has them. Several codes of one certification: RNCP first, then RS, then Certif Info. */
function certificationsIn(certifications: readonly XmlElement[]): Told | null {
  const typed = certifications.flatMap((certification) => {
    const [code] = ["code-RNCP", "code-RS", "code-CERTIFINFO"].flatMap((name) => {
      const digits = child(certification, name)?.text.replace(/\D/g, "") ?? ""
      return digits ? [`${name.replace("code-", "").replace("CERTIFINFO", "CI")}${digits}`] : []
    })
    const extras = extrasOf(certification)
    const more = ["intitule", "certificateur", "echeance"].map((info) => extras(info)?.text.replaceAll(";", ",") ?? "")
    return code ? [[code, ...more].join(" ; ").replace(/( ; )+$/, "")] : []
  })
  const [first] = certifications
  return first && typed.length > 0 ? { text: typed.join("\n"), line: first.line, element: first.name } : null
}

/** Our word for a code of LHÉO; a code that does not exist stays, so that it is refused where it stands. */
function coded(found: Told | null, words: Record<string, string>): Told | null {
  if (!found) return null
  const [word] = Object.entries(words).find(([, code]) => code === found.text) ?? []
  return { ...found, text: word ?? found.text }
}

function level(found: Told | null): Told | null {
  if (!found) return null
  const ours = lookup(levelFromLheo, found.text)
  return ours === null ? null : { ...found, text: ours === undefined ? found.text : String(ours) }
}

function yesOrNo(found: Told | null): Told | null {
  if (!found) return null
  const words: Record<string, string> = { "1": "on", "0": "" }
  return { ...found, text: lookup(words, found.text) ?? found.text }
}

/** "20270115" as "2027-01-15". */
function day(found: Told | null): Told | null {
  if (!found) return null
  const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})$/.exec(found.text) ?? []
  return year ? { ...found, text: `${year}-${month}-${date}` } : found
}

function said(fields: Record<string, Told | null>): Fields {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Told] => entry[1] !== null))
}
