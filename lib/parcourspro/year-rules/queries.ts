/** What the rules of the year are, and where people and structures stand in them. For use inside operations too. */
import "server-only"
import { counting } from "@/lib/parcourspro/states/rules"
import { type MembershipState, usualRules, type Wave, type YearOfPerson, type YearRules, yearOf } from "@/lib/parcourspro/year-rules/rules"
import { db, type Tx } from "@/lib/platform/db/client"
import { startOf } from "@/lib/platform/time/working-days"

/** The rules that managers wrote for a year, else the usual ones. */
export async function yearRules(tx: Tx, year: number): Promise<YearRules> {
  const campaign = await tx.campaign.findUnique({
    where: { year },
    select: { mostActions: true, mostFormations: true, mostOfStructure: true, waves: true },
  })
  return campaign ? { ...campaign, waves: campaign.waves as Wave[] } : usualRules
}

/** The sessions that begin in a year, by the clocks of Paris. */
export function inYear(year: number) {
  return { startsAt: { gte: startOf(`${year}-01-01`), lt: startOf(`${year + 1}-01-01`) } }
}

/** What a person has in a year, in all their structures. */
export async function yearOfPerson(tx: Tx, accountId: string, year: number): Promise<YearOfPerson> {
  const rows = await tx.registration.findMany({
    where: { accountId, status: { in: [...counting] }, session: inYear(year) },
    select: { status: true, session: { select: { event: { select: { kind: true, adherentsOnly: true } } } } },
  })
  const ofAdherents = rows.filter(({ session }) => session.event.adherentsOnly)
  return {
    actions: ofAdherents.length,
    formations: ofAdherents.filter(({ session }) => session.event.kind === "formation").length,
    confirmed: rows.filter(({ status }) => status !== "requested" && status !== "employer_accepted" && status !== "waitlisted").length,
  }
}

/** The adhesion of a structure on the first day of a session; null when it has not asked. */
export async function membershipOn(tx: Tx, structureId: string, startsAt: Date): Promise<MembershipState> {
  const found = await tx.membership.findUnique({
    where: { structureId_year: { structureId, year: yearOf(startsAt) } },
    select: { status: true },
  })
  return found?.status ?? null
}

/** How many people of a structure have a place on an action in a year. */
export function confirmedOfStructure(tx: Tx, { eventId, structureId, year }: { eventId: string; structureId: string; year: number }) {
  const status = { in: ["confirmed", "offered", "attended", "partly", "absent"] as ("confirmed" | "offered")[] }
  return tx.registration.count({ where: { eventId, structureId, status, session: inYear(year) } })
}

/** The year of the actor, for their own page. */
export async function ownYear(accountId: string, now: Date) {
  const year = yearOf(now)
  return { year, rules: await yearRules(db, year), own: await yearOfPerson(db, accountId, year) }
}
