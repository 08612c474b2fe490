/**
 * The offer in LHÉO 2.3, the French format of training offers (http://lheo.gouv.fr/2.3): each function writes one element, its parts in the
 * order of the schema. What LHÉO has no element for (capacity, minimum, evaluation, access delay, details of a certification) goes in
 * `extras`, so that reading our own file back loses nothing.
 */
import { lookup } from "@/lib/platform/text/lookup"
import { escaped, tag, text } from "@/lib/platform/text/xml-writing"
import { formatTime } from "@/lib/platform/time/dates"
import { dayOf } from "@/lib/platform/time/working-days"
import {
  type EntryMode,
  extrasName,
  levelToLheo,
  lheoEntryModes,
  lheoModes,
  lheoPaths,
  lheoRecruitments,
  type Mode,
  meetingKinds,
  type Path,
  type Recruitment,
} from "@/lib/rafael/codes/rules"
import type { Certification } from "@/lib/rafael/courses/rules"

type LheoSession = {
  numero: string
  startsOn: Date
  endsOn: Date
  registrationFrom: Date | null
  registrationUntil: Date | null
  recruitment: Recruitment
  places: number
  minimum: number
  hasLateEntry: boolean
  contactName: string
  contactEmail: string
  contactPhone: string
  meetings: readonly LheoMeeting[]
}
type LheoMeeting = { startsAt: Date; endsAt: Date; place: string; isRemote: boolean; seats: number | null }
type Address = {
  name: string
  address: string
  postcode: string
  city: string
  insee: string | null
  latitude: number | null
  longitude: number | null
  departement: string | null
}
type LheoDelivery = {
  numero: string
  mode: Mode
  entryMode: EntryMode
  rhythm: string
  alternance: string
  hoursCentre: number | null
  hoursCompany: number | null
  hoursTotal: number | null
  publics: readonly string[]
  conditions: string
  isLevelRequired: boolean
  isFunded: boolean
  funders: readonly { code: string; places: number | null }[]
  remainingCost: string
  accessibility: string
  accessDelay: string
  provider: { siret: string; raisonSociale: string } | null
  places: readonly Address[]
  sessions: readonly LheoSession[]
}
export type LheoCourse = {
  numero: string
  /** The SIRET that published it first. */
  siret: string
  title: string
  objective: string
  results: string
  contents: string
  path: Path
  entryLevel: number | null
  exitLevel: number | null
  formacodeVersion: string
  formacodes: readonly string[]
  romes: readonly string[]
  nsfs: readonly string[]
  certifications: readonly Certification[]
  evaluation: string
  contactName: string
  contactEmail: string
  contactPhone: string
  createdAt: Date
  updatedAt: Date
  body: {
    siret: string
    raisonSociale: string
    enseigne: string | null
    address: string | null
    postcode: string | null
    city: string | null
    activityNumber: string
    email: string | null
    phone: string | null
  }
  deliveries: readonly LheoDelivery[]
}

export const lheoOpening = '<?xml version="1.0" encoding="UTF-8"?>\n<lheo xmlns="http://lheo.gouv.fr/2.3">\n<offres>\n'
export const lheoClosing = "</offres>\n</lheo>\n"

/** Four lines of fifty characters at most, as an address has them. */
function linesOf(address: string): string[] {
  const cut: string[] = [""]
  for (const word of address.split(" ")) {
    const last = cut.at(-1) ?? ""
    const longer = last ? `${last} ${word}` : word
    if (longer.length <= 50) cut[cut.length - 1] = longer
    else cut.push(word.slice(0, 50))
  }
  return cut.filter(Boolean).slice(0, 4)
}

function day(date: Date) {
  return date.toISOString().slice(0, 10).replaceAll("-", "")
}

function period(name: string, from: Date, until: Date) {
  return tag(name, tag("debut", day(from)) + tag("fin", day(until)))
}

function addressOf({ name, address, postcode, city, insee, latitude, longitude, departement }: Address) {
  const point =
    latitude === null || longitude === null
      ? ""
      : tag("geolocalisation", tag("latitude", String(latitude)) + tag("longitude", String(longitude)))
  const lines = linesOf(address || "-")
  return tag(
    "adresse",
    text("denomination", name, 255) +
      lines.map((line) => text("ligne", line)).join("") +
      tag("codepostal", postcode) +
      text("ville", city, 50) +
      text("departement", departement) +
      text("code-INSEE-commune", insee) +
      point +
      extras({ adresse: address === "" || lines.join(" ") === address ? "" : address, ville: city.length > 50 ? city : "" }),
  )
}

function contact({ name, phone, email }: { name: string; phone: string | null; email: string | null }) {
  const telephone = phone ? tag("telfixe", text("numtel", phone, 25)) : ""
  return tag(
    "coordonnees",
    text("nom", name, 50) +
      telephone +
      (email && email.length <= 160 ? text("courriel", email) : "") +
      extras({ nom: name.length > 50 ? name : "", courriel: email && email.length > 160 ? email : "" }),
  )
}

function extras(said: Record<string, string | number | boolean>) {
  const each = Object.entries(said).filter(([, value]) => value !== "" && value !== false)
  if (each.length === 0) return ""
  return tag("extras", each.map(([info, value]) => tag("extra", escaped(String(value)), { info })).join(""), { info: extrasName })
}

/** One `formation`, as it stands in `offres`. */
export function formationOf(course: LheoCourse): string {
  const { body } = course
  return tag(
    "formation",
    tag(
      "domaine-formation",
      course.formacodes
        .map((code, index) => tag("code-FORMACODE", code, { ref: course.formacodeVersion, tag: index === 0 ? "principal" : undefined }))
        .join("") +
        course.nsfs.map((code) => tag("code-NSF", code)).join("") +
        course.romes.map((code) => tag("code-ROME", code)).join(""),
    ) +
      text("intitule-formation", course.title, 255) +
      text("objectif-formation", course.objective) +
      text("resultats-attendus", course.results) +
      text("contenu-formation", course.contents) +
      tag("certifiante", course.certifications.length > 0 ? "1" : "0") +
      tag("contact-formation", contact({ name: course.contactName, phone: course.contactPhone, email: course.contactEmail })) +
      tag("parcours-de-formation", lheoPaths[course.path]) +
      tag("code-niveau-entree", levelToLheo(course.entryLevel)) +
      course.certifications.map(certificationOf).join("") +
      (course.exitLevel === null ? "" : tag("code-niveau-sortie", levelToLheo(course.exitLevel))) +
      course.deliveries.map((delivery) => actionOf(delivery, body)).join("") +
      bodyOf(body) +
      extras({ evaluation: course.evaluation, "siret-origine": course.siret === body.siret ? "" : course.siret }),
    { numero: course.numero, info: extrasName, datecrea: day(course.createdAt), datemaj: day(course.updatedAt) },
  )
}

function certificationOf({ code, name, certifier, until }: Certification) {
  const [, kind = "", number = ""] = /^(RNCP|RS|CI)(\d+)$/.exec(code) ?? []
  const element = lookup({ RNCP: "code-RNCP", CI: "code-CERTIFINFO", RS: "code-RS" }, kind)
  return tag(
    "certification",
    (element ? tag(element, kind === "RS" ? `RS${number}` : number) : "") +
      extras({ intitule: name, certificateur: certifier, echeance: until }),
  )
}

function actionOf(delivery: LheoDelivery, body: LheoCourse["body"]) {
  const [first] = delivery.places
  const registration: Address = first ?? {
    name: "",
    address: body.address ?? "",
    postcode: body.postcode ?? "00000",
    city: body.city ?? "-",
    insee: null,
    latitude: null,
    longitude: null,
    departement: null,
  }
  const hours = (name: string, value: number | null) => (value === null ? "" : tag(name, String(value)))
  return tag(
    "action",
    text("rythme-formation", delivery.rhythm) +
      delivery.publics.map((code) => tag("code-public-vise", code)).join("") +
      tag("niveau-entree-obligatoire", delivery.isLevelRequired ? "1" : "0") +
      text("modalites-alternance", delivery.alternance) +
      tag("modalites-enseignement", lheoModes[delivery.mode]) +
      text("conditions-specifiques", delivery.conditions) +
      tag("prise-en-charge-frais-possible", delivery.isFunded ? "1" : "0") +
      delivery.places.map((place) => tag("lieu-de-formation", tag("coordonnees", addressOf(place)))).join("") +
      tag("modalites-entrees-sorties", lheoEntryModes[delivery.entryMode]) +
      delivery.sessions.map((session) => sessionOf(session, registration)).join("") +
      text("acces-handicapes", delivery.accessibility, 250) +
      text("frais-restants", delivery.remainingCost, 200) +
      hours("nombre-heures-centre", delivery.hoursCentre) +
      hours("nombre-heures-entreprise", delivery.hoursCompany) +
      hours("nombre-heures-total", delivery.hoursTotal) +
      tag("conventionnement", delivery.isFunded ? "1" : "0") +
      (delivery.provider
        ? tag(
            "organisme-formateur",
            tag("SIRET-formateur", tag("SIRET", delivery.provider.siret)) +
              text("raison-sociale-formateur", delivery.provider.raisonSociale || "-", 250),
          )
        : "") +
      delivery.funders
        .map(({ code, places }) =>
          tag("organisme-financeur", tag("code-financeur", code) + (places === null ? "" : tag("nb-places-financees", String(places)))),
        )
        .join("") +
      extras({ "delai-acces": delivery.accessDelay }),
    { numero: delivery.numero },
  )
}

function sessionOf(session: LheoSession, registration: Address) {
  const from = session.registrationFrom ?? session.registrationUntil
  const until = session.registrationUntil ?? session.startsOn
  return tag(
    "session",
    period("periode", session.startsOn, session.endsOn) +
      tag("adresse-inscription", addressOf(registration)) +
      (from ? tag("periode-inscription", period("periode", from, until)) : "") +
      tag("etat-recrutement", lheoRecruitments[session.recruitment]) +
      session.meetings.map(recruitmentOf).join("") +
      sessionContactOf(session) +
      extras({
        capacite: session.places,
        minimum: session.minimum,
        "entree-tardive": session.hasLateEntry ? "1" : "0",
        "inscription-sans-debut": from && !session.registrationFrom ? "1" : "",
        "inscription-sans-fin": from && !session.registrationUntil ? "1" : "",
      }),
    { numero: session.numero },
  )
}

/** An information meeting. LHÉO's codes of what is done there are not in its schema: 0 says nothing, the comment says it. */
function recruitmentOf({ startsAt, endsAt, place, isRemote, seats }: LheoMeeting) {
  const date = dayOf(startsAt).replaceAll("-", "")
  return tag(
    "recrutement",
    tag("modalite-recrutement", "0") +
      tag("a-distance", isRemote ? "1" : "0") +
      (seats === null ? "" : tag("nb-places", String(seats))) +
      tag("periode", tag("debut", date) + tag("fin", date)) +
      tag("heure-debut", formatTime(startsAt)) +
      tag("heure-fin", formatTime(endsAt)) +
      text("commentaire", `${meetingKinds.information}, ${place}`, 500) +
      extras({ lieu: place }),
  )
}

function sessionContactOf({ contactName: name, contactPhone: phone, contactEmail: email }: LheoSession) {
  return name || phone || email ? tag("contact-session", contact({ name, phone, email })) : ""
}

function bodyOf(body: LheoCourse["body"]) {
  const place = addressOf({
    name: "",
    address: body.address ?? "",
    postcode: body.postcode ?? "00000",
    city: body.city ?? "-",
    insee: null,
    latitude: null,
    longitude: null,
    departement: null,
  })
  const phone = body.phone ? tag("telfixe", text("numtel", body.phone, 25)) : ""
  const coordinates = tag("coordonnees", place + phone + text("courriel", body.email, 160))
  return tag(
    "organisme-formation-responsable",
    tag("numero-activite", body.activityNumber) +
      tag("SIRET-organisme-formation", tag("SIRET", body.siret)) +
      text("nom-organisme", body.enseigne || body.raisonSociale, 250) +
      text("raison-sociale", body.raisonSociale, 250) +
      tag("coordonnees-organisme", coordinates) +
      tag("contact-organisme", coordinates),
  )
}
