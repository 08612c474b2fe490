/** What waits, what is in trouble, and how it goes: the figures of the managers' first page. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { waitingForManagers } from "@/lib/affiliations/queries"
import { db } from "@/lib/platform/db"
import { parcoursProSheets, rafaelProfilSheets, rafaelProfils } from "@/lib/profils/rules"
import { troubled } from "@/lib/structure-files/queries"
import { type Trouble, troubles } from "@/lib/structure-files/rules"

const pending = { status: "pending" } as const

/** What waits for the managers, by the tabs where it is answered, with the oldest of each; none for anyone else. */
export async function whatWaits(actor: Actor) {
  if (!can(actor, "statistics.read")) return []
  const oldest = { orderBy: { createdAt: "asc" }, select: { createdAt: true } } as const
  const [requests, listings, corrections, changes, contacts, nominations] = await Promise.all([
    waitingForManagers(actor),
    db.listingRequest.findMany({ where: pending, ...oldest }),
    db.correction.findMany({ where: pending, ...oldest }),
    db.referentChange.findMany({ where: pending, ...oldest }),
    db.contactMessage.findMany({ where: { answeredAt: null }, ...oldest }),
    db.managerNomination.findMany({ where: pending, orderBy: { proposedAt: "asc" }, select: { proposedAt: true } }),
  ])
  const asked = (isHandedOver: boolean) => {
    const rows = requests.filter((request) => request.isHandedOver === isHandedOver)
    return { count: rows.length, oldest: rows[0]?.requestedAt ?? null }
  }
  const dated = (rows: { createdAt: Date }[]) => ({ count: rows.length, oldest: rows[0]?.createdAt ?? null })
  return [
    { tab: "premiers-comptes", ...asked(false) },
    { tab: "referencements", ...dated(listings) },
    { tab: "modifications", ...dated(corrections) },
    { tab: "referents", ...dated(changes) },
    { tab: "sans-reponse", ...asked(true) },
    { tab: "messages", ...dated(contacts) },
    { tab: "nominations", count: nominations.length, oldest: nominations[0]?.proposedAt ?? null },
  ] as const
}

/** How many structures have each trouble; none for anyone but a manager. */
export async function troubleCounts(actor: Actor, now: Date): Promise<{ trouble: Trouble; count: number }[]> {
  if (!can(actor, "statistics.read")) return []
  return Promise.all(
    troubles.map(async (trouble) => {
      const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM structure s WHERE ${troubled(trouble, now)}`
      return { trouble, count: row?.count ?? 0 }
    }),
  )
}

export type Week = { week: string; asked: number; answered: number; medianHours: number | null }

/** Requests made and answered each week of a period, and half of the answers' time; weeks of Paris, Monday first. */
export async function weeks(actor: Actor, now: Date, days: number): Promise<Week[]> {
  if (!can(actor, "statistics.read")) return []
  const since = new Date(now.getTime() - days * 24 * 3_600_000)
  return db.$queryRaw<Week[]>`
    WITH weeks AS (
      SELECT generate_series(date_trunc('week', ${since}::timestamptz AT TIME ZONE 'Europe/Paris'),
                             date_trunc('week', ${now}::timestamptz AT TIME ZONE 'Europe/Paris'), interval '1 week') AS week),
    asked AS (
      SELECT date_trunc('week', requested_at AT TIME ZONE 'Europe/Paris') AS week, count(*)::int AS asked
        FROM affiliation WHERE requested_at >= ${since}::timestamptz - interval '7 days' GROUP BY 1),
    answered AS (
      SELECT date_trunc('week', decided_at AT TIME ZONE 'Europe/Paris') AS week, count(*)::int AS answered,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM decided_at - requested_at) / 3600.0) AS median
        FROM affiliation WHERE decided_by IS NOT NULL AND decided_at >= ${since}::timestamptz - interval '7 days' GROUP BY 1)
    SELECT to_char(w.week, 'YYYY-MM-DD') AS week, coalesce(asked, 0) AS asked, coalesce(answered, 0) AS answered, median AS "medianHours"
      FROM weeks w LEFT JOIN asked USING (week) LEFT JOIN answered USING (week) ORDER BY w.week`
}

export type DepartementFigures = { departement: string | null; structures: number; accounts: number }

/** Open structures and people attached, by département; an account attached in two counts in both. */
export async function byDepartement(actor: Actor): Promise<DepartementFigures[]> {
  if (!can(actor, "statistics.read")) return []
  return db.$queryRaw<DepartementFigures[]>`
    SELECT s.departement, count(DISTINCT s.id)::int AS structures, count(DISTINCT f.account_id)::int AS accounts
      FROM structure s LEFT JOIN affiliation f ON f.structure_id = s.id AND f.status = 'active'
     WHERE s.state = 'active' GROUP BY 1 ORDER BY 1 NULLS LAST`
}

/** How many people hold each profil today, in the order of the table. */
export async function profilsHeld(actor: Actor): Promise<{ name: string; count: number }[]> {
  if (!can(actor, "statistics.read")) return []
  const [rafael, [spaces]] = await Promise.all([
    db.affiliation.groupBy({ by: ["rafaelProfil"], where: { status: "active" }, _count: true }),
    db.$queryRaw<{ employeur: number; prestataire: number }[]>`
      SELECT count(*) FILTER (WHERE is_employeur)::int AS employeur, count(*) FILTER (WHERE is_prestataire)::int AS prestataire
        FROM affiliation WHERE status = 'active'`,
  ])
  return [
    ...rafaelProfils.map((profil) => ({
      name: rafaelProfilSheets[profil].name,
      count: rafael.find(({ rafaelProfil }) => rafaelProfil === profil)?._count ?? 0,
    })),
    { name: parcoursProSheets.employeur.name, count: spaces?.employeur ?? 0 },
    { name: parcoursProSheets.prestataire.name, count: spaces?.prestataire ?? 0 },
  ]
}
