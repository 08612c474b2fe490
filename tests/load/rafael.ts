/** The aims of Rafael: the search of the offer as it grows, LHÉO in and out, one session of twenty places answered by eight people. */
import { spawnSync } from "node:child_process"
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { db } from "@/lib/platform/db/client"
import { type Loader, openLoader } from "@/lib/platform/db/copy"
import { answerPreregistrations } from "@/lib/rafael/answers/operations"
import { lheoFile as exportOf } from "@/lib/rafael/lheo/queries"
import { searchOffer } from "@/lib/rafael/offer-search/queries"
import { readOfferAddress } from "@/lib/rafael/offer-search/schema"
import { learnWords } from "@/lib/search/vocabulary/operations"
import { anAccount, anActiveAffiliation, aStructure } from "@/tests/support/factories"
import { lheoFormation } from "@/tests/support/lheo-files"
import { aPreregistration, aPrescriber, aSession, aTrainingBody, contextFor, inDays } from "@/tests/support/rafael"
import { percentile, productionEnv } from "./setting"

const root = path.resolve(import.meta.dirname, "../..")
type Cluster = { appUrl: string; ownerUrl: string }

export async function benchRafael(cluster: Cluster, sizes: readonly number[]) {
  await benchPlaces()
  await benchLheo(cluster)
  await benchOfferSearch(cluster, sizes.length > 0 ? sizes : [1000, 10_000, 100_000, 1_000_000])
}

const candidates = 200
const places = 20

/** Eight people of a training body accept the same two hundred people on one session of twenty places. */
async function benchPlaces() {
  const [body, prescriber] = [await aTrainingBody(), await aPrescriber()]
  const { session } = await aSession(body, { places })
  const ids: string[] = []
  for (let index = 0; index < candidates; index += 1) {
    const { id } = await aPreregistration({
      structureId: prescriber.structure.id,
      ownerId: prescriber.people.prescripteur_2.affiliationId,
      sessionId: session.id,
      status: "sent",
    })
    ids.push(id)
  }
  const contexts = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const account = await anAccount()
      await anActiveAffiliation(account.id, body.structure.id, { rafaelProfil: "gestionnaire_preinscription" })
      return contextFor({ accountId: account.id })
    }),
  )
  const started = performance.now()
  const share = candidates / contexts.length
  await Promise.all(
    contexts.map(async (context, index) => {
      for (const id of ids.slice(index * share, (index + 1) * share))
        for (const arrow of ["accept", "waitlist"] as const) {
          const said = await answerPreregistrations(context, { preregistrationIds: [id], arrow, reason: null, reasonText: "" })
          if (!said.ok) throw new Error(said.why)
          if (said.value.done > 0) break
        }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  const [accepted, waiting, ranks] = await Promise.all([
    db.preregistration.count({ where: { sessionId: session.id, status: "accepted" } }),
    db.preregistration.count({ where: { sessionId: session.id, status: "waitlisted" } }),
    db.preregistration.findMany({ where: { sessionId: session.id, status: "waitlisted" }, select: { rank: true } }),
  ])
  const distinct = new Set(ranks.map(({ rank }) => rank)).size
  if (accepted !== places || accepted + waiting !== candidates || distinct !== waiting)
    throw new Error(`over or lost: ${[accepted, waiting, distinct]}`)
  console.log(
    `8 personnes sur une session de ${places} places : ${(candidates / seconds).toFixed(0)} réponses/s, ${accepted} acceptées, ${waiting} en attente, chacune à son rang, aucune perdue`,
  )
}

const bodies = 50

/** Formations a second and peak memory of `npm run import -- --lheo`, for files of growing size, then again; and of the export. */
async function benchLheo(cluster: Cluster) {
  const sirets: string[] = []
  for (let index = 0; index < bodies; index += 1) sirets.push((await aStructure({ types: ["formateur"] })).siret)
  const folder = mkdtempSync(path.join(tmpdir(), "lheo-"))
  try {
    for (const count of [1000, 10_000, 100_000]) {
      const file = path.join(folder, `${count}.xml`)
      writeOffer(file, count, sirets)
      for (const what of count === 1000 ? ["", ", à nouveau"] : [""]) {
        const { stdout, stderr, status } = spawnSync(
          process.execPath,
          ["scripts/run.mjs", "import", "--lheo", file, "--places", "12", "--publier"],
          { cwd: root, encoding: "utf8", env: productionEnv(cluster) },
        )
        if (status !== 0) throw new Error(stderr)
        console.log(`LHÉO, ${count.toLocaleString("fr-FR")} formations${what} : ${stdout.trim().split("\n").at(-1)}`)
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const started = performance.now()
  let [bytes, formations] = [0, 0]
  const decoder = new TextDecoder()
  for await (const piece of (await exportOf("all")) ?? []) {
    bytes += piece.length
    formations += decoder.decode(piece).split("<formation ").length - 1
  }
  const seconds = (performance.now() - started) / 1000
  console.log(`LHÉO, export : ${formations} formations, ${Math.round(bytes / 1e6)} Mo, ${Math.round(formations / seconds)} formations/s`)
}

function writeOffer(file: string, count: number, sirets: readonly string[]) {
  const output = openSync(file, "w")
  writeSync(output, '<?xml version="1.0" encoding="UTF-8"?>\n<lheo xmlns="http://lheo.gouv.fr/2.3">\n<offres>\n')
  for (let index = 0; index < count; index += 1)
    writeSync(
      output,
      lheoFormation({
        siret: sirets[index % sirets.length] ?? "",
        numero: `${count}-${index}`,
        title: `${trades[index % trades.length]} ${index}`,
        objective: "Exercer le métier, du premier geste à l’autonomie. ".repeat(40),
      }),
    )
  writeSync(output, "</offres>\n</lheo>\n")
  closeSync(output)
}

const trades =
  `Cuisinier Pâtissier Boulanger Soudeur Chaudronnier Électricien Plombier Menuisier Charpentier Couvreur Maçon Carreleur Peintre
  Comptable Secrétaire Assistant Développeur Technicien Infirmier Ambulancier Aide-soignant Auxiliaire Animateur Éducateur Vendeur Conseiller
  Caissier Magasinier Cariste Conducteur Mécanicien Carrossier Tourneur Fraiseur Usineur Monteur Opérateur Agent Paysagiste Jardinier Viticulteur
  Maraîcher Éleveur Bûcheron Fleuriste Coiffeur Esthéticien Serveur Réceptionniste Gouvernant Barman Sommelier Boucher Poissonnier Traiteur
  Graphiste Infographiste Photographe Vidéaste Rédacteur Formateur Médiateur Gestionnaire Acheteur Logisticien`.split(/\s+/)
const fields = `bâtiment industrie numérique santé social commerce hôtellerie restauration agriculture transport énergie bois métal textile
  automobile aéronautique naval chimie alimentaire environnement tertiaire paie juridique communication sécurité propreté tourisme sport culture
  enfance gérontologie handicap rural urbain maritime forestier viticole équestre animalier floral`.split(/\s+/)
const kinds = [
  "titre professionnel",
  "certificat",
  "perfectionnement",
  "initiation",
  "remise à niveau",
  "préparation",
  "niveau 3",
  "niveau 4",
]

const spread = { south: 43, north: 50, west: -1.5, east: 7 }
const communes = 2000

/** p50 and p95 of the search with words, a radius and a date, as the offer grows. */
async function benchOfferSearch({ ownerUrl }: Cluster, sizes: readonly number[]) {
  const loader = await openLoader(ownerUrl)
  try {
    await loader.query("TRUNCATE course CASCADE")
    await seedCommunes(loader)
    const structure = await aStructure({ types: ["formateur"], raisonSociale: "Institut Mesure" })
    const p95s: { size: number; p95: number }[] = []
    let known = 0
    for (const size of sizes) {
      const built = performance.now()
      await grow(loader, structure, known, size)
      known = size
      const seconds = (performance.now() - built) / 1000
      const times = await measure()
      const [weight] = await loader.query<{ bytes: string }>("SELECT pg_relation_size('offer_lexemes')::text AS bytes")
      p95s.push({ size, p95: percentile(times, 0.95) })
      console.log(
        `recherche d’offre, ${size.toLocaleString("fr-FR")} sessions : p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms, ` +
          `p99 ${percentile(times, 0.99).toFixed(1)} ms (${times.length} questions) ; index ${Math.round(Number(weight?.bytes ?? 0) / 1e6)} Mo ; préparé en ${seconds.toFixed(0)} s`,
      )
    }
    const [first, last] = [p95s.at(0), p95s.at(-1)]
    if (first && last && first !== last)
      console.log(
        `croissance du p95 de ${first.size} à ${last.size} : exposant ${(Math.log(last.p95 / first.p95) / Math.log(last.size / first.size)).toFixed(2)}`,
      )
  } finally {
    await loader.close()
  }
}

async function seedCommunes(loader: Loader) {
  await loader.query(
    `INSERT INTO commune (insee, name, postcodes, departement, latitude, longitude)
     SELECT lpad((i % 90 + 1)::text, 2, '0') || lpad(i::text, 3, '0'), 'Commune ' || chr(97 + i % 26) || chr(97 + i / 26 % 26) || i,
            ARRAY[lpad((i % 90 + 1)::text, 2, '0') || lpad((i / 90)::text, 3, '0')], lpad((i % 90 + 1)::text, 2, '0'),
            ${spread.south} + random() * ${spread.north - spread.south}, ${spread.west} + random() * ${spread.east - spread.west}
       FROM generate_series(1, ${Math.min(communes, 999)}) i ON CONFLICT DO NOTHING`,
  )
}

/** Adds courses of two sessions and a half each, with triggers and index set aside, then has the index built again. */
async function grow(loader: Loader, { id, siret }: { id: string; siret: string }, from: number, to: number) {
  const [first, last] = [Math.ceil(from / 2.5), Math.ceil(to / 2.5)]
  const asArray = (words: readonly string[]) => `ARRAY[${words.map((word) => `'${word.replaceAll("'", "''")}'`).join(",")}]`
  await loader.query("SET maintenance_work_mem = '1GB'")
  const [index] = await loader.query<{ definition: string }>(
    "SELECT indexdef AS definition FROM pg_indexes WHERE indexname = 'offer_lexemes'",
  )
  await loader.query("DROP INDEX offer_lexemes")
  for (const table of ["course", "training_place"]) await loader.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  const start = inDays(10).toISOString().slice(0, 10)
  await loader.query(
    `CREATE TEMP TABLE fresh AS SELECT gen_random_uuid() AS course, gen_random_uuid() AS delivery, i,
       (${asArray(trades)})[1 + floor(power(random(), 2) * ${trades.length})::int] || ' ' || (${asArray(fields)})[1 + floor(random() * ${fields.length})::int]
         || ', ' || (${asArray(kinds)})[1 + i % ${kinds.length}] AS title
       FROM generate_series(${first + 1}, ${last}) i`,
  )
  await loader.query(
    `INSERT INTO course (id, structure_id, siret, numero, title, formacodes, romes, state, published_at, created_at, updated_at)
     SELECT course, '${id}', '${siret}', 'M' || i, title, ARRAY[lpad((i % 9000)::text, 5, '4')], ARRAY['G1' || lpad((i % 600)::text, 3, '0')], 'published', now(), now(), now() FROM fresh`,
  )
  await loader.query(
    `INSERT INTO delivery (id, course_id, numero, is_funded, created_at, updated_at) SELECT delivery, course, 'A1', true, now(), now() FROM fresh`,
  )
  await loader.query(
    `INSERT INTO training_place (delivery_id, address, postcode, city, found_latitude, found_longitude)
     SELECT f.delivery, '1 rue Haute', c.postcodes[1], c.name, c.latitude, c.longitude
       FROM fresh f JOIN (SELECT *, row_number() OVER (ORDER BY insee) AS n FROM commune) c ON c.n = 1 + f.i % (SELECT count(*) FROM commune)`,
  )
  await loader.query(
    `INSERT INTO training_session (delivery_id, numero, starts_on, ends_on, places, created_at, updated_at)
     SELECT f.delivery, 'S' || n, '${start}'::date + (f.i * 7 + n * 60) % 500, '${start}'::date + (f.i * 7 + n * 60) % 500 + 90, 12, now(), now()
       FROM fresh f, generate_series(1, 2 + f.i % 2) n`,
  )
  await loader.query("DROP TABLE fresh")
  await loader.query(
    `SELECT offer_refresh(ARRAY(SELECT c.id FROM course c WHERE NOT EXISTS (SELECT FROM offer_entry e WHERE e.course_id = c.id)))`,
  )
  for (const table of ["course", "training_place"]) await loader.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  await loader.query(index?.definition ?? "")
  await learnWords("offer")
  for (const table of ["course", "delivery", "training_place", "training_session", "offer_entry", "search_word"])
    await loader.query(`VACUUM ANALYZE ${table}`)
}

const questions = 400
const warming = 200

async function measure() {
  const where = await db.commune.findMany({ select: { name: true }, take: 200, orderBy: { insee: "asc" } })
  const times: number[] = []
  for (let index = 0; index < questions + warming; index += 1) {
    const query = readOfferAddress({
      q: questionOf(index),
      ou: where[(index * 31) % where.length]?.name ?? "",
      rayon: ["10", "20", "50", "100"][index % 4] ?? "20",
      debut: inDays(20 + (index % 200))
        .toISOString()
        .slice(0, 10),
    })
    const started = performance.now()
    await searchOffer(query, inDays(0))
    // The first ones warm the connections, the plans and the compiler: with fifty, a thousand sessions measured slower than a hundred thousand.
    if (index >= warming) times.push(performance.now() - started)
  }
  return times
}

/** One word, a word and a field, an unfinished word, or a misspelt one. */
function questionOf(index: number) {
  const [trade, field] = [trades[(index * 7) % trades.length] ?? "", fields[(index * 11) % fields.length] ?? ""]
  const misspelt = trade.slice(0, 3) + trade.slice(4)
  return [trade, `${trade} ${field}`, trade.slice(0, 5), misspelt, `${field} ${misspelt}`][index % 5] ?? trade
}
