/** Time of `searchStructures` on the full file: every kind of question, rotated, none asked twice in a row. */
import { db } from "@/lib/platform/db"
import { searchStructures } from "@/lib/structures/queries"
import { percentile } from "./setting"

const rounds = 5

export async function benchSearch() {
  const sample = await db.structure.findMany({ orderBy: { id: "asc" }, take: 400 })
  const kinds: Record<string, (structure: (typeof sample)[number]) => string> = {
    "nom entier": ({ raisonSociale }) => raisonSociale,
    "deux mots et début du troisième": ({ raisonSociale }) => raisonSociale.split(/\s+/).slice(0, 3).join(" ").slice(0, -1),
    "trois lettres": ({ raisonSociale }) => raisonSociale.slice(0, 3),
    "nom et commune": ({ raisonSociale, city }) => `${raisonSociale.split(/\s+/)[0]} ${city ?? ""}`,
    "le SIRET": ({ siret }) => siret,
    "le SIREN": ({ siret }) => siret.slice(0, 9),
    "rien de tel": ({ siret, raisonSociale }) => `zq${siret.slice(5, 9)} ${raisonSociale.slice(1, 6)}`,
  }
  const times = new Map(Object.keys(kinds).map((kind) => [kind, [] as number[]]))
  for (let round = 0; round < rounds; round += 1)
    for (const structure of sample)
      for (const [kind, question] of Object.entries(kinds)) {
        const started = performance.now()
        await searchStructures(question(structure), 10)
        if (round > 0) times.get(kind)?.push(performance.now() - started)
      }
  console.log(`recherche, ${await db.structure.count()} structures, ${rounds - 1} tours mesurés de ${sample.length} questions par genre :`)
  for (const [kind, samples] of [...times, ["ensemble", [...times.values()].flat()] as const])
    console.log(`  ${kind} : p50 ${percentile(samples, 0.5).toFixed(1)} ms, p95 ${percentile(samples, 0.95).toFixed(1)} ms`)
}
