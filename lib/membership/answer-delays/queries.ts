/** How long requests wait for an answer, as it was measured last night; never who was slow. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { type KnownDelay, typesKey } from "@/lib/membership/answer-delays/rules"
import { db } from "@/lib/platform/db/client"

type Place = { id: string; departement: string | null }

const shown = { scope: true, key: true, requests: true, medianDays: true, withinTwo: true } as const

/** The delay of each of these structures, else that of its département; a structure of which nothing is known has none. */
export async function delaysOf(structures: readonly Place[]): Promise<ReadonlyMap<string, KnownDelay>> {
  if (structures.length === 0) return new Map()
  const departements = [...new Set(structures.flatMap(({ departement }) => departement ?? []))]
  const rows = await db.answerDelay.findMany({
    where: {
      OR: [
        { scope: "structure", key: { in: structures.map(({ id }) => id) } },
        { scope: "departement", key: { in: departements } },
      ],
    },
    select: shown,
  })
  return new Map(
    structures.flatMap(({ id, departement }) => {
      const own = rows.find(({ scope, key }) => scope === "structure" && key === id)
      const near = rows.find(({ scope, key }) => scope === "departement" && key === departement)
      const found = own ?? near
      if (!found) return []
      const { requests, medianDays, withinTwo } = found
      return [[id, { requests, medianDays, withinTwo, of: own ? ("structure" as const) : ("departement" as const) }]]
    }),
  )
}

/** The delay of one structure, for whoever would ask to join it; null when nothing is known. */
export async function delayOf(structure: Place): Promise<KnownDelay | null> {
  return (await delaysOf([structure])).get(structure.id) ?? null
}

/** The structure's own delay beside that of the structures of the same types, for whoever answers there; null for anyone else. */
export async function delayBesideOthers(actor: Actor, structure: Place & { types: readonly string[] }) {
  if (!can(actor, "affiliation.decide", structure.id)) return null
  const [own, similar] = await Promise.all([
    db.answerDelay.findUnique({ where: { scope_key: { scope: "structure", key: structure.id } }, select: shown }),
    db.answerDelay.findUnique({ where: { scope_key: { scope: "types", key: typesKey(structure.types) } }, select: shown }),
  ])
  return own ? { own, similar } : null
}
