/** What is made of what was found: its French names for other programs, and comparisons. */

type Found = {
  id: string
  title: string
  body: string
  startsOn: Date
  endsOn: Date
  mode: "on_site" | "mixed" | "remote"
  entryMode: "fixed_dates" | "permanent"
  recruitment: "open" | "closed" | "suspended"
  places: number
  taken: number
  isFunded: boolean
  hoursTotal: number | null
  place: { city: string; departement: string | null } | null
  certification: { code: string; name: string } | null
  kilometres: number | null
  answerDays: number | null
}

const modes = { on_site: "sur-place", mixed: "mixte", remote: "a-distance" } as const
const recruitments = { open: "ouvert", closed: "clos", suspended: "suspendu" } as const

/** A session as other programs read it; days as "2027-01-15". */
export function toOfferContract(found: Found) {
  const day = (date: Date) => date.toISOString().slice(0, 10)
  return {
    id: found.id,
    formation: found.title,
    organisme: found.body,
    debut: day(found.startsOn),
    fin: day(found.endsOn),
    entreePermanente: found.entryMode === "permanent",
    modalite: modes[found.mode],
    recrutement: recruitments[found.recruitment],
    places: found.places,
    placesRestantes: Math.max(0, found.places - found.taken),
    financee: found.isFunded,
    heures: found.hoursTotal,
    commune: found.place?.city ?? null,
    departement: found.place?.departement ?? null,
    kilometres: found.kilometres === null ? null : Math.round(found.kilometres * 10) / 10,
    certification: found.certification && { code: found.certification.code, intitule: found.certification.name },
    delaiReponse: found.answerDays === null ? null : Math.round(found.answerDays),
    adresse: `/rafael/sessions/${found.id}`,
  }
}

/** How many sessions a page compares. */
export const comparedAtMost = 4

/** What is said of each thing, line by line: the lines that differ from one thing to another first, otherwise in the order given. */
export function differingFirst<Thing>(said: readonly (readonly [name: string, of: (thing: Thing) => string])[], things: readonly Thing[]) {
  const lines = said.map(([name, of]) => {
    const values = things.map(of)
    return { name, values, differs: new Set(values).size > 1 }
  })
  return [...lines.filter(({ differs }) => differs), ...lines.filter(({ differs }) => !differs)]
}
