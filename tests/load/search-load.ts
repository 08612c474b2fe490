/** Loads a corpus into the database, after dropping the indexes, then builds them again and prints their size and build time. */
import { lightIndexes } from "@/lib/desk/register/operations"
import type { Loader } from "@/lib/platform/db/copy"
import { learnWords } from "@/lib/search/vocabulary/operations"
import { type CorpusRow, corpus } from "./search-corpus"

const batchSize = 100_000

/** A corpus that grows on demand: a larger one begins with the smaller. `isAlone`: without what the search is compared with. */
export function growingCorpus(loader: Loader, { isAlone = false } = {}) {
  const rows = corpus(Number.POSITIVE_INFINITY)
  let size = 0
  return async (wanted: number) => {
    await loader.query("CREATE TABLE IF NOT EXISTS meant (siret char(14))")
    await loader.query("GRANT SELECT ON meant TO PUBLIC")
    const indexes = await loader.query<{ name: string; definition: string }>(
      `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
        WHERE (tablename = 'structure' AND indexname NOT IN ('structure_pkey', 'structure_siret_key')) OR indexname = 'search_word_remnants'`,
    )
    for (const { name } of indexes) await loader.query(`DROP INDEX "${name}"`)
    for (; size < wanted; ) {
      const batch: CorpusRow[] = []
      for (; size < wanted && batch.length < batchSize; size += 1) batch.push((await rows.next()).value as CorpusRow)
      await write(loader, batch)
    }
    await build(loader, indexes, wanted, isAlone)
  }
}

async function write(loader: Loader, rows: readonly CorpusRow[]) {
  const columns = [
    "siret",
    "raison_sociale",
    "sigle",
    "enseigne",
    "postcode",
    "city",
    "types",
    "state",
    "is_head_office",
    "legal_form",
    "staff",
  ]
  await loader.copy(
    "meant",
    ["siret"],
    rows.flatMap(({ siret, isMeant }) => (isMeant ? [[siret]] : [])),
  )
  await loader.copy(
    "structure",
    columns,
    rows.map((row) => [
      row.siret,
      row.raisonSociale,
      row.sigle,
      row.enseigne,
      row.postcode,
      row.city,
      `{${row.types.join(",")}}`,
      row.state,
      row.isHeadOffice,
      row.legalForm,
      row.staff,
    ]),
  )
}

async function build(loader: Loader, indexes: readonly { name: string; definition: string }[], size: number, isAlone: boolean) {
  for (const setting of lightIndexes) await loader.query(setting)
  const timed = async (work: () => Promise<unknown>) => {
    const started = performance.now()
    await work()
    return (performance.now() - started) / 1000
  }
  const own = indexes.find(({ name }) => name === "structure_lexemes")
  for (const { definition } of indexes.filter((index) => index !== own && !index.name.startsWith("search_word")))
    await loader.query(definition)
  const ownTime = await timed(() => loader.query(own?.definition ?? ""))
  await loader.query("VACUUM ANALYZE structure")
  const wordsTime = await timed(async () => {
    await learnWords("all")
    for (const { definition } of indexes.filter(({ name }) => name.startsWith("search_word"))) await loader.query(definition)
  })
  await loader.query("VACUUM ANALYZE search_word")
  const trigramTime = isAlone ? 0 : await buildLabels(loader, timed)
  const [weights] = await loader.query<Record<string, number>>(
    `SELECT pg_relation_size('structure_lexemes')::float8 AS lexemes, pg_total_relation_size('search_word')::float8 AS words,
            pg_relation_size(to_regclass('label_trigrams'))::float8 AS trigrams, pg_table_size('structure')::float8 AS structures, (SELECT count(*) FROM search_word)::float8 AS known`,
  )
  const perMillion = (bytes = 0) => `${Math.round((bytes / 2 ** 20 / size) * 1e6)} Mo`
  const time = (seconds: number) => `${((seconds / size) * 1e6).toFixed(1)} s`
  console.log(
    `  par million de structures : index ${perMillion(weights?.lexemes)} en ${time(ownTime)}, vocabulaire ${perMillion(weights?.words)} en ${time(wordsTime)} ` +
      `(${weights?.known?.toLocaleString("fr-FR")} mots et débuts de mots en tout) ; ${isAlone ? "" : `trigrammes ${perMillion(weights?.trigrams)} en ${time(trigramTime)} ; `}table ${perMillion(weights?.structures)}`,
  )
}

/** What the search is compared with: the same names and places as one text, under the usual index of trigrams. */
async function buildLabels(loader: Loader, timed: (work: () => Promise<unknown>) => Promise<number>) {
  await loader.query("DROP TABLE IF EXISTS label")
  await loader.query("CREATE TABLE label AS SELECT siret, fold(raison_sociale || ' ' || coalesce(city, '')) AS label FROM structure")
  const seconds = await timed(() => loader.query("CREATE INDEX label_trigrams ON label USING gin (label gin_trgm_ops)"))
  await loader.query("CREATE UNIQUE INDEX label_siret ON label (siret bpchar_pattern_ops)")
  await loader.query("VACUUM ANALYZE label")
  return seconds
}
