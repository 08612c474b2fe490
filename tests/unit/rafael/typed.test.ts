/** What people type in the forms of Rafael: a sound answer, or a sentence beside the field. */
import { describe, expect, it } from "vitest"
import type * as z from "zod/mini"
import { ageOn, comparableName, holdsNir, missingToSubmit, speaksOfHealth } from "@/lib/rafael/candidates/rules"
import { dossierFields } from "@/lib/rafael/candidates/schema"
import { courseFields } from "@/lib/rafael/courses/schema"
import { deliveryFields } from "@/lib/rafael/deliveries/schema"
import { meetingForm } from "@/lib/rafael/meetings/schema"
import { preregistrationReturn, withdrawal } from "@/lib/rafael/preregistrations/schema"
import { severalAnswers } from "@/lib/rafael/several/schema"
import { dateChangeFields, sessionFields } from "@/lib/rafael/training-sessions/schema"

/** The message beside a field; null when it is accepted. */
function said(schema: z.ZodMiniType, sound: object, typed: object): string | null {
  const parsed = schema.safeParse({ ...sound, ...typed })
  if (parsed.success) return null
  const [field] = Object.keys(typed)
  const issue = parsed.error.issues.find(({ path }) => path[0] === field) ?? parsed.error.issues[0]
  return `${String(issue?.path[0])}: ${issue?.message}`
}

const dossier = {
  lastName: "Durand",
  firstName: "Dany",
  birthDate: "1990-05-17",
  email: "",
  phone: "",
  postcode: "",
  city: "",
  situation: "",
  identifier: "",
  level: "",
  adaptationContact: "",
  project: "",
  wishedStart: "",
}

describe("a candidate", () => {
  const year = new Date().getUTCFullYear()
  it.each([
    [{ birthDate: `${year - 9}-01-01` }, /^birthDate: .*9.ans/u],
    [{ birthDate: `${year - 120}-01-01` }, /^birthDate: .*120.ans/u],
    [{ birthDate: "2026-02-30" }, /^birthDate: Saisissez/u],
    [{ birthDate: "" }, /^birthDate: Saisissez/u],
    [{ lastName: "" }, /^lastName/u],
    [{ email: "pas une adresse" }, /^email/u],
    [{ phone: "12" }, /^phone/u],
    [{ postcode: "99999" }, /^postcode/u],
    [{ identifier: "12345" }, /^identifier/u],
    [{ situation: "roi" }, /^situation/u],
    [{ level: "9" }, /^level/u],
    [{ project: "Son numéro est le 1 90 05 33 063 123 45." }, /^project: .*sécurité sociale/u],
    [{ adaptationContact: "190053306312345" }, /^adaptationContact: .*sécurité sociale/u],
    [{ wishedStart: "demain" }, /^wishedStart/u],
    [{ status: "accepted" }, /./u],
  ])("%o is refused beside its field", (typed, words) => {
    expect(said(dossierFields, dossier, typed)).toMatch(words)
  })

  it.each([
    [{}],
    [{ identifier: "1234567 a" }],
    [{ identifier: "12345678901" }],
    [{ phone: "06.12.34.56.78" }],
    [{ project: "Travailler au 33 rue des 19 chênes, tél. 05 56 00 00 00." }],
    [{ birthDate: `${year - 16}-01-01` }],
    [{ firstName: "" }],
  ])("%o is accepted", (typed) => {
    expect(said(dossierFields, dossier, typed)).toBeNull()
  })

  it("a social security number is known with or without spaces and key, Corsica too", () => {
    for (const nir of ["190053306312345", "1 90 05 33 063 123 45", "2 85 12 2A 063 123", "285122B063123"])
      expect(holdsNir(nir), nir).toBe(true)
    for (const other of ["06 12 34 56 78", "34582 34076 11054", "SIRET 317 542 025 00042", "2027"])
      expect(holdsNir(other), other).toBe(false)
  })

  it("words of health warn", () => {
    expect(speaksOfHealth("Suit un traitement médical pour un diabète")).toBe(true)
    expect(speaksOfHealth("Veut devenir aide-soignante")).toBe(false)
  })

  it("names are compared without accent, case nor punctuation, in any script", () => {
    expect(comparableName("D’Hérouville-Étchart")).toBe(comparableName("d'herouville etchart"))
    expect(comparableName("Иванова")).toBe("иванова")
    expect(comparableName("Durand")).not.toBe(comparableName("Durant"))
  })

  it("ages turn on the birthday", () => {
    const today = new Date("2026-11-24T00:00:00Z")
    expect(ageOn(new Date("2010-11-24T00:00:00Z"), today)).toBe(16)
    expect(ageOn(new Date("2010-11-25T00:00:00Z"), today)).toBe(15)
  })

  it("what is missing before a sending is said in order", () => {
    const nobody = { firstName: "", birthDate: null, email: null, phone: null, city: null, situation: null, noticeAt: null }
    expect(missingToSubmit(nobody, { project: "" })).toHaveLength(6)
  })
})

describe("a session", () => {
  const sound = { startsOn: "2027-01-11", endsOn: "2027-03-31", registrationFrom: "", registrationUntil: "", places: "12", minimum: "" }
  it.each([
    [{ endsOn: "2027-01-10" }, /^endsOn: .*avant d’avoir commencé/u],
    [{ places: "0" }, /^places/u],
    [{ places: "-3" }, /^places/u],
    [{ places: "douze" }, /^places/u],
    [{ places: "1e3" }, /^places/u],
    [{ registrationFrom: "2027-01-12" }, /^registrationFrom/u],
    [{ registrationUntil: "2027-04-01" }, /^registrationUntil/u],
    [{ startsOn: "2027-02-30" }, /^startsOn/u],
    [{ minimum: "1,5" }, /^minimum/u],
  ])("%o is refused beside its field", (typed, words) => {
    expect(said(sessionFields, sound, typed)).toMatch(words)
  })

  it("is accepted whole, for one day too", () => {
    expect(said(sessionFields, sound, {})).toBeNull()
    expect(said(sessionFields, sound, { endsOn: "2027-01-11" })).toBeNull()
  })

  it("moves only with a reason", () => {
    expect(
      said(dateChangeFields, { startsOn: "2027-01-11", endsOn: "2027-01-12", registrationFrom: "", registrationUntil: "" }, { reason: "" }),
    ).toMatch(/^reason/u)
  })
})

describe("a course", () => {
  const sound = {
    title: "Cuisinier",
    objective: "",
    results: "",
    contents: "",
    path: "grouped",
    entryLevel: "",
    exitLevel: "",
    formacodes: "",
    romes: "",
    certifications: "",
    evaluation: "",
    contactName: "",
    contactEmail: "",
    contactPhone: "",
  }
  it.each([
    [{ title: "" }, /^title/u],
    [{ title: "x".repeat(256) }, /^title/u],
    [{ objective: "x".repeat(3001) }, /^objective/u],
    [{ formacodes: "3458" }, /^formacodes: .*cinq chiffres/u],
    [{ formacodes: "99999" }, /^formacodes: .*commence par/u],
    [{ certifications: "RNCP999999" }, /^certifications: .*RNCP/u],
    [{ formacodes: "34582 34583 34584 34585 34586 34587" }, /^formacodes: 5/u],
    [{ romes: "Z1402" }, /^romes/u],
    [{ certifications: "Titre sans code" }, /^certifications/u],
    [{ certifications: "RNCP1\nRNCP2\nRNCP3\nRNCP4\nRNCP5\nRNCP6" }, /^certifications: 5/u],
    [{ entryLevel: "9" }, /^entryLevel/u],
    [{ contactEmail: "a@b,fr" }, /^contactEmail/u],
    [{ structureId: "x" }, /./u],
  ])("%o is refused beside its field", (typed, words) => {
    expect(said(courseFields, sound, typed)).toMatch(words)
  })

  it("reads codes whatever separates them, once each, and certifications with their details", () => {
    const parsed = courseFields.parse({
      ...sound,
      formacodes: "34582,34076  34582",
      romes: "d1402 ; D1403",
      certifications: "rncp 37948 ; Titre ; Ministère ; 31/12/2028",
    })
    expect(parsed.formacodes).toEqual(["34582", "34076"])
    expect(parsed.romes).toEqual(["D1402", "D1403"])
    expect(parsed.certifications).toEqual([{ code: "RNCP37948", name: "Titre", certifier: "Ministère", until: "31/12/2028" }])
  })
})

describe("a delivery and an answer", () => {
  it("refuse what is not of the lists", () => {
    expect(deliveryFields.safeParse({ mode: "orbit" }).success).toBe(false)
    const id = "3f2b8c1e-5d4a-4e7b-9c6d-1a2b3c4d5e6f"
    expect(severalAnswers.safeParse({ arrow: "accept" }).error?.issues[0]?.message).toMatch(/Cochez/u)
    expect(severalAnswers.safeParse({ arrow: "lapse", [`choix-${id}`]: "on" }).success).toBe(false)
    expect(severalAnswers.safeParse({ arrow: "accept", [`choix-${id}`]: "on", status: "accepted" }).success).toBe(false)
    expect(severalAnswers.safeParse({ arrow: "accept", "choix-x": "on" }).success).toBe(false)
    expect(severalAnswers.parse({ arrow: "accept", [`choix-${id}`]: "on" })).toMatchObject({ preregistrationIds: [id], reason: null })
  })

  it("a reason is one of its answer's: what is incomplete goes back to its prescriber, and refuses nobody", () => {
    const answer = (arrow: string, reason: string) =>
      severalAnswers.safeParse({ arrow, reason, "choix-3f2b8c1e-5d4a-4e7b-9c6d-1a2b3c4d5e6f": "on" }).success
    expect([answer("decline", "level"), answer("drop", "in_work"), answer("accept", "")]).toEqual([true, true, true])
    for (const reason of ["incomplete", "other", "constructor", "toString"]) expect(answer("decline", reason)).toBe(false)
    expect(answer("accept", "level")).toBe(false)
  })

  it("a reason is one of its gesture's: nobody withdraws for a reason of the training body", () => {
    const target = { preregistrationId: "3f2b8c1e-5d4a-4e7b-9c6d-1a2b3c4d5e6f", reasonText: "" }
    const withdrawn = (reason: string) => withdrawal.safeParse({ ...target, reason }).success
    expect([withdrawn("moved"), withdrawn("no_place"), withdrawn("known"), withdrawn("incomplete")]).toEqual([true, false, false, false])
    const returned = (reason: string) => preregistrationReturn.safeParse({ ...target, reason }).success
    expect([returned("incomplete"), returned("in_work")]).toEqual([true, false])
  })

  it("a word that every object knows is no code", () => {
    for (const word of ["constructor", "__proto__", "toString"]) {
      expect(said(dossierFields, dossier, { situation: word })).toMatch(/^situation/u)
      expect(deliveryFields.shape.funder.safeParse(word).success).toBe(false)
    }
    expect(meetingForm.safeParse({ kind: "test", day: "2027-02-31", from: "09:00", until: "10:00", place: "Ici" }).success).toBe(false)
  })

  it("a meeting ends after it began", () => {
    const meeting = { kind: "test", day: "2026-12-10", from: "10:00", until: "09:00", place: "Salle 2" }
    expect(said(meetingForm, meeting, { until: "09:00" })).toMatch(/^until/u)
    expect(said(meetingForm, meeting, { until: "25:00" })).toMatch(/^until/u)
    expect(said(meetingForm, meeting, { until: "11:00" })).toBeNull()
  })
})
