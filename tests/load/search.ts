/**
 * The search of structures compared with what it replaces, on a growing country. Each question goes to the engines in turn and is
 * never asked twice; five rounds count, after one that does not. The share of right structures is always printed beside the time.
 */

import pg from "pg"
import { db } from "@/lib/platform/db/client"
import { openLoader } from "@/lib/platform/db/copy"
import { searchStructures } from "@/lib/search/ask/queries"
import { fold } from "@/lib/search/spelling/rules"
import { growingCorpus } from "./search-load"
import {
  anyTypo,
  exactQuestions,
  growingQuestions,
  handTypo,
  misspeltQuestions,
  type Question,
  rivalledQuestions,
  type Target,
} from "./search-questions"
import { benchSearchServer } from "./search-server"
import { percentile } from "./setting"

const rounds = 6
const defaultSizes = [100_000, 1_000_000]

type Cluster = { appUrl: string; ownerUrl: string }
type Answer = { siret: string; raisonSociale: string; city: string | null }
type Engine = (text: string) => Promise<Answer[]>

/** What the search replaces: likeness of the whole text, by trigrams, and texts that contain it. It is not told to stop after twenty seconds. */
async function openFormer(ownerUrl: string) {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const ask = async (name: string, text: string, values: unknown[]) => (await client.query<Answer>({ name, text, values })).rows
  return {
    inLabels: (text: string) =>
      ask(
        "like",
        `SELECT s.siret, s.raison_sociale AS "raisonSociale", s.city
           FROM (SELECT siret, similarity(label, $1) AS alike FROM label WHERE label % $1 ORDER BY alike DESC LIMIT 10) l JOIN structure s USING (siret)
          ORDER BY l.alike DESC`,
        [text],
      ),
    containing: (text: string) =>
      ask("containing", `SELECT siret, label AS "raisonSociale", NULL AS city FROM label WHERE label LIKE $1 LIMIT 10`, [
        `%${fold(text).replace(/[\\%_]/g, "\\$&")}%`,
      ]),
    close: () => client.end(),
  }
}
type Former = Awaited<ReturnType<typeof openFormer>>

const bySiret = (siret: string) => db.$queryRaw<Answer[]>`
    SELECT siret, raison_sociale AS "raisonSociale", city FROM structure WHERE siret = ${siret}`
const ours: Engine = (text) => searchStructures(text, 10)

/** `isAlone`: without what it replaces. */
export async function benchSearch(cluster: Cluster, sizes: number[], { isAlone = false } = {}) {
  const loader = await openLoader(cluster.ownerUrl)
  const former = isAlone ? null : await openFormer(cluster.ownerUrl)
  const grow = growingCorpus(loader, { isAlone })
  const typing: { size: number; p95: number }[] = []
  const typos: { size: number; p95: number; other: number | null }[] = []
  try {
    for (const size of sizes.length > 0 ? sizes : defaultSizes) {
      console.log(`recherche, ${size.toLocaleString("fr-FR")} structures :`)
      await grow(size)
      const targets = await draw(size)
      typos.push({ size, ...(await benchTypos(targets, size, former)) })
      await benchExact(targets)
      await benchRivals()
      typing.push({ size, p95: await benchTyping(targets, size, former) })
    }
    growth(
      "une faute",
      typos.map(({ size, p95 }) => [size, p95]),
    )
    growth(
      "« % », une faute",
      typos.flatMap(({ size, other }) => (other === null ? [] : [[size, other] as const])),
    )
    growth(
      "pendant la frappe",
      typing.map(({ size, p95 }) => [size, p95]),
    )
    await benchSearchServer(
      cluster,
      exactQuestions(await draw(sizes.at(-1) ?? 0)).map(({ text }) => text),
    )
  } finally {
    await former?.close()
    await loader.close()
  }
}

/** Structures by lot, each once. */
async function draw(size: number): Promise<Target[]> {
  const share = Math.min(100, (4000 / size) * 100 * 3)
  return db.$queryRawUnsafe<Target[]>(
    `SELECT siret, raison_sociale AS "raisonSociale", city FROM structure TABLESAMPLE BERNOULLI (${share}) REPEATABLE (7) ORDER BY md5(siret) LIMIT 4000`,
  )
}

const isTarget = (target: Target) => (found: Answer) =>
  found.siret === target.siret ||
  (fold(found.raisonSociale) === fold(target.raisonSociale) && fold(found.city ?? "") === fold(target.city ?? ""))

const isSame = (target: Target) => (found: Answer) => found.siret === target.siret

/**
 * Asks the engines in turn each question of each round. Returns for each engine the share of hits among the first `top` answers, p50
 * and p95.
 */
async function race(engines: Record<string, Engine>, questionsOf: (round: number) => Question[], top: number, isRight = isTarget) {
  const results = Object.keys(engines).map((name) => ({ name, times: [] as number[], hits: 0, asked: 0 }))
  for (let round = 0; round < rounds; round += 1)
    for (const { text, target } of questionsOf(round))
      for (const result of results) {
        const started = performance.now()
        const found = (await engines[result.name]?.(text)) ?? []
        if (round === 0) continue
        result.times.push(performance.now() - started)
        result.asked += 1
        if (found.slice(0, top).some(isRight(target))) result.hits += 1
      }
  return results.map(({ name, times, hits, asked }) => ({
    name,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    recall: hits / asked,
    asked,
  }))
}

const slice = <T>(list: readonly T[], round: number, size: number) => list.slice(round * size, (round + 1) * size)
const ms = (time: number) => `${time.toFixed(1)} ms`
const share = (part: number) => part.toFixed(3).replace(".", ",")

async function benchTypos(targets: Target[], size: number, former: Former | null) {
  const questions = misspeltQuestions(targets, handTypo, 11)
  // The other engine takes seconds where ours takes milliseconds.
  const perRound = former && size > 2_000_000 ? 12 : 200
  const [own, other] = await race({ ours, ...(former ? { "%": former.inLabels } : {}) }, (round) => slice(questions, round, perRound), 5)
  if (!own) throw new Error("no engine")
  console.log(
    `  une faute (${own.asked} questions) : p50 ${ms(own.p50)}, p95 ${ms(own.p95)}, rappel@5 ${share(own.recall)}` +
      (other
        ? ` ; « % » p50 ${ms(other.p50)}, p95 ${ms(other.p95)}, rappel@5 ${share(other.recall)} : ${(other.p95 / own.p95).toFixed(0)} fois plus rapide`
        : ""),
  )
  // Recall of our search alone on many more questions: first with the typos of hands, then with those that the search was tuned with.
  for (const [name, model] of [
    ["de main", handTypo],
    ["de réglage", anyTypo],
  ] as const) {
    const many = misspeltQuestions(targets.slice(1400), model, 13)
    const [more] = await race({ ours }, (round) => (round === 0 ? [] : slice(many, round - 1, 500)), 5)
    console.log(`  une faute ${name}, ${more?.asked} autres questions : p95 ${ms(more?.p95 ?? 0)}, rappel@5 ${share(more?.recall ?? 0)}`)
  }
  return { p95: own.p95, other: other?.p95 ?? null }
}

async function benchExact(targets: Target[]) {
  const [own] = await race({ ours }, (round) => exactQuestions(slice(targets, round, 300)), 1)
  console.log(`  nom et commune exacts (${own?.asked} questions) : p95 ${ms(own?.p95 ?? 0)}, en premier ${share(own?.recall ?? 0)}`)
}

/**
 * Companies of which others have the name, or nearly (rivalsOf of search-corpus.ts): as registered, without legal form, with the commune, with
 * neither. The right one is the company itself.
 */
async function benchRivals() {
  const meant = await db.$queryRaw<Target[]>`
    SELECT siret, raison_sociale AS "raisonSociale", city FROM meant JOIN structure USING (siret) ORDER BY md5(siret) LIMIT 2000`
  const questions = rivalledQuestions(meant)
  const among = (top: number) => race({ ours }, (round) => (round === 0 ? [] : slice(questions, round - 1, 400)), top, isSame)
  const [first] = await among(1)
  const [five] = await among(5)
  console.log(
    `  parmi des rivaux (${first?.asked} questions qui nomment l’entreprise) : en premier ${share(first?.recall ?? 0)} (visé : 0,90), ` +
      `parmi cinq ${share(five?.recall ?? 0)} (visé : 0,97)`,
  )
}

async function benchTyping(targets: Target[], size: number, former: Former | null) {
  const chosen = targets.slice(2000)
  // The other engine reads whole tables for two letters: few questions are enough to see it.
  const fewer = size > 2_000_000 ? 1 : 4
  const [, like] = former
    ? await race({ ours, "LIKE et trigrammes": former.containing }, (round) => growingQuestions(slice(chosen, round, fewer)), 10)
    : []
  const [own] = await race({ ours }, (round) => growingQuestions(slice(chosen.slice(100), round, 40)), 10)
  const bySirets = (round: number) => slice(chosen, round, 200).map((target) => ({ text: target.siret, target }))
  const [floor] = await race({ bySiret }, bySirets, 1)
  console.log(
    `  pendant la frappe (${own?.asked} débuts) : p50 ${ms(own?.p50 ?? 0)}, p95 ${ms(own?.p95 ?? 0)} ; ` +
      (like ? `LIKE et trigrammes (${like.asked} débuts) p95 ${ms(like.p95)} ; ` : "") +
      `un SIRET (le plancher) p95 ${ms(floor?.p95 ?? 0)}`,
  )
  return own?.p95 ?? 0
}

/** How time grows with the number of structures: the exponent between the first size and the last. */
function growth(what: string, times: (readonly [number, number])[]) {
  const [first, last] = [times[0], times.at(-1)]
  if (!first || !last || first === last) return
  const exponent = Math.log(last[1] / first[1]) / Math.log(last[0] / first[0])
  console.log(
    `croissance du p95, ${what} : exposant ${exponent.toFixed(2)} de ${first[0].toLocaleString("fr-FR")} à ${last[0].toLocaleString("fr-FR")}`,
  )
}
