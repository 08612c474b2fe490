/** Five hundred people invited from a list, also when the process dies in the middle; and the delays of a hundred thousand structures. */
import { fork } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import pg from "pg"
import { measureDelays } from "@/lib/membership/answer-delays/operations"
import { sendInvitations } from "@/lib/membership/invitation-lists/operations"
import { db } from "@/lib/platform/db/client"
import { anAccount, anActiveAffiliation, aStructure, contextOf } from "@/tests/support/factories"

const people = 500
const noRights = { rafaelProfil: null, isEmployeur: false, isPrestataire: false } as const

export async function benchInvitations() {
  const { structure, context } = await aTeam()
  const started = performance.now()
  const sent = await sendInvitations(context, { structureId: structure.id, addresses: aList("une"), ...noRights, isEmployeur: true })
  const seconds = (performance.now() - started) / 1000
  if (!sent.ok || sent.value.invited !== people || (await queued()) !== people) throw new Error("not everyone was invited")
  console.log(`${people} personnes invitées : ${seconds.toFixed(1)} s jusqu’au dernier message en file`)
  await killedInTheMiddle()
}

async function aTeam() {
  const structure = await aStructure()
  const referent = await anAccount()
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
  return { structure, referent, context: await contextOf(referent.id) }
}

function aList(name: string) {
  return Array.from({ length: people }, (_, index) => `${name}${index}@exemple.fr`).join("\n")
}

/** The invitations and their mails, each with its job. */
async function queued() {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM message m JOIN jobs.job j ON j.data ->> 'messageId' = m.id::text WHERE m.template = 'invitation'`
  return row?.count ?? 0
}

/** The process that sends dies once a third has left; the list is sent again, and nobody has two. */
async function killedInTheMiddle() {
  const { structure, referent, context } = await aTeam()
  const before = await queued()
  const child = fork(path.join(import.meta.dirname, "invite-child.ts"), [structure.id, referent.id, aList("deux")])
  const sent = () => db.invitation.count({ where: { structureId: structure.id } })
  while ((await sent()) < people / 3) await new Promise((resolve) => setTimeout(resolve, 20))
  child.kill("SIGKILL")
  await once(child, "exit")
  const left = await sent()
  const again = await sendInvitations(context, { structureId: structure.id, addresses: aList("deux"), ...noRights })
  const mails = (await queued()) - before
  if (!again.ok || (await sent()) !== people || mails !== people)
    throw new Error(`lost or doubled: ${await sent()} invitations, ${mails} mails`)
  console.log(`processus tué après ${left} invitations, liste renvoyée : ${people} invitations, ${mails} messages, aucun en double`)
}

const structures = 100_000
const requestsEach = 6

export async function benchDelays(cluster: { ownerUrl: string }) {
  const owner = new pg.Client({ connectionString: cluster.ownerUrl })
  await owner.connect()
  const decider = (await anAccount()).id
  // The requests of a structure by the same few people, at different times: only what is measured matters here.
  await owner.query(`
    INSERT INTO structure (siret, raison_sociale, postcode, city, types)
    SELECT siret, 'Structure ' || siret, (ARRAY['33000', '64000', '86000', '16000', '87000'])[1 + i % 5], 'Ville',
           (ARRAY['{formateur}', '{prescripteur}', '{formateur,prescripteur}', '{}'])[1 + i % 4]::structure_type[]
      FROM (SELECT i, stem || (SELECT d FROM generate_series(0, 9) d WHERE siret_is_valid((stem || d)::char(14))) AS siret
              FROM (SELECT i, '79' || lpad(i::text, 11, '0') AS stem FROM generate_series(1, ${structures}) i) s) t
     WHERE siret IS NOT NULL`)
  await owner.query(`
    INSERT INTO account (email, password_hash, first_name, last_name)
    SELECT 'delai' || i || '@exemple.fr', '-', 'Alix', 'Durand' || i FROM generate_series(1, ${requestsEach}) i`)
  await owner.query(`
    INSERT INTO affiliation (account_id, structure_id, origin, status, requested_at, decided_at, decided_by, reason)
    SELECT a.id, s.id, 'signup', 'refused', at, at + random() * interval '12 days', '${decider}', 'Inconnu·e'
      FROM structure s CROSS JOIN account a CROSS JOIN LATERAL (SELECT now() - interval '15 days' - random() * interval '160 days' AS at WHERE s.id IS NOT NULL) t
     WHERE a.email LIKE 'delai%' AND s.siret LIKE '79%'`)
  await owner.query(
    `INSERT INTO notice (affiliation_id, account_id, kind, sent_at) SELECT id, '${decider}', 'asked', requested_at FROM affiliation WHERE status = 'refused'`,
  )
  await owner.query("VACUUM ANALYZE structure, affiliation, notice")
  await owner.end()
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 20)
  const started = performance.now()
  const measured = await measureDelays(new Date())
  const seconds = (performance.now() - started) / 1000
  clearInterval(watch)
  if (measured < structures * 0.9) throw new Error(`only ${measured} structures were measured`)
  const memory = ((most - before) / 1e6).toFixed(0)
  const count = measured.toLocaleString("fr-FR")
  console.log(`délais de ${count} structures (${requestsEach} demandes chacune) : ${seconds.toFixed(1)} s, ${memory} Mo de plus`)
}
