import { describe, expect, it } from "vitest"
import { isNarrowed, type Listed, requestList, type Sought, structuresOf } from "@/lib/membership/request-lists/rules"

const now = new Date("2026-11-30T08:00:00Z")
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const all: Sought = { q: "", structure: "", nature: null, besoin: null, attente: null, tri: null, page: 1 }
const lille = { id: "lille", raisonSociale: "Écluse Formation", sigle: "EF", city: "Pau" }
const zinc = { id: "zinc", raisonSociale: "Zinc et Cie", sigle: null, city: "Dax" }

function asked(id: string, more: Partial<Listed> = {}, name = ["Ana", "Roux"]): Listed {
  const [firstName = "", lastName = ""] = name
  return {
    id,
    origin: "signup",
    need: "offre",
    requestedAt: hoursAgo(1),
    account: { firstName, lastName, email: `${id}@demo.example`, jobTitle: "Directrice", phone: null },
    structure: lille,
    ...more,
  }
}
const idsOf = (requests: Listed[], params: Partial<Sought>, usual: "structure" | "anciennes" = "anciennes") =>
  requestList(requests, { ...all, ...params }, usual, now).shown.map(({ id }) => id)

describe("what the list is narrowed to", () => {
  const requests = [
    asked("a", { requestedAt: hoursAgo(130), need: null }),
    asked("b", { requestedAt: hoursAgo(50), origin: "request", structure: zinc }),
    asked("c"),
  ]
  it.each<[Partial<Sought>, string[]]>([
    [{}, ["a", "b", "c"]],
    [{ structure: "zinc" }, ["b"]],
    [{ nature: "request" }, ["b"]],
    [{ besoin: "offre" }, ["b", "c"]],
    [{ besoin: "aucun" }, ["a"]],
    [{ attente: "deux-jours" }, ["a", "b"]],
    [{ attente: "cinq-jours" }, ["a"]],
    [{ q: "zinc" }, ["b"]],
    [{ q: "c@demo" }, ["c"]],
    [{ q: "dirctrice ecluse" }, ["a", "c"]],
    [{ q: "personne" }, []],
  ])("%o", (params, expected) => {
    expect(idsOf(requests, params)).toEqual(expected)
    expect(isNarrowed({ ...all, ...params })).toBe(Object.keys(params).length > 0)
  })

  it("offers the structures by name, as French sorts", () => {
    expect(structuresOf(requests)).toEqual([
      ["lille", "Écluse Formation"],
      ["zinc", "Zinc et Cie"],
    ])
  })
})

describe("the order", () => {
  const requests = [
    asked("young", { requestedAt: hoursAgo(1), structure: zinc }, ["Zoé", "Éluard"]),
    asked("old", { requestedAt: hoursAgo(9), structure: zinc }, ["Élodie", "Elan"]),
    asked("middle", { requestedAt: hoursAgo(5) }, ["Elodie", "Elan"]),
  ]
  it.each<[Sought["tri"], string[]]>([
    ["anciennes", ["old", "middle", "young"]],
    ["recentes", ["young", "middle", "old"]],
    ["nom", ["middle", "old", "young"]],
    ["structure", ["old", "young", "middle"]],
  ])("%s", (tri, expected) => {
    expect(idsOf(requests, { tri })).toEqual(expected)
  })

  it("is by structure for whoever answers for a few, when nothing is asked", () => {
    expect(idsOf(requests, {}, "structure")).toEqual(["old", "young", "middle"])
  })
})

it("a page is what can be answered at once, and a page after the last is the last", () => {
  const many = Array.from({ length: 60 }, (_, index) => asked(`r${String(index).padStart(2, "0")}`, { requestedAt: hoursAgo(100 - index) }))
  expect(requestList(many, all, "anciennes", now)).toMatchObject({ first: 0, found: 60, pages: 2, page: 1 })
  const last = requestList(many, { ...all, page: 9 }, "anciennes", now)
  expect(last).toMatchObject({ first: 50, page: 2 })
  expect(last.shown.map(({ id }) => id)).toEqual(many.slice(50).map(({ id }) => id))
})
