/** Whom ParcoursPro's messages reach. For use inside operations. */
import "server-only"
import { managersToTell } from "@/lib/identity/managers/queries"
import { referentsToTell } from "@/lib/membership/referents/queries"
import type { Tx } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"

type Recipient = { email: string; accountId: string }

const canRead = { disabledAt: null, erasedAt: null } as const

async function people(tx: Tx, where: Prisma.AffiliationWhereInput): Promise<(Recipient & { pace: "each" | "daily" | "none" })[]> {
  const rows = await tx.affiliation.findMany({
    where: { status: "active", account: canRead, ...where },
    orderBy: { accountId: "asc" },
    select: { employerPace: true, account: { select: { id: true, email: true } } },
  })
  return rows.map(({ employerPace, account }) => ({ email: account.email, accountId: account.id, pace: employerPace }))
}

/** The Employeurs of a structure who can sign in, with how often each wants to be told. */
export function employersOf(tx: Tx, structureId: string) {
  return people(tx, { structureId, isEmployeur: true })
}

/** The Prestataires of a structure who can sign in. */
export function providersOf(tx: Tx, structureId: string): Promise<Recipient[]> {
  return people(tx, { structureId, isPrestataire: true })
}

/**
 * Who answers for the employer of a person: the Employeurs of the structure but themselves; without any Employeur, its référents but
 * themselves, else the managers. `as`: in which of these qualities. "oneself": the person is the only Employeur.
 */
export async function answerersFor(
  tx: Tx,
  structureId: string,
  accountId: string,
): Promise<{ as: "employer" | "referent" | "manager"; people: Recipient[] } | { as: "oneself"; people: [] }> {
  const employers = await employersOf(tx, structureId)
  const others = employers.filter((one) => one.accountId !== accountId)
  // "None" is heard while another one wants to be told.
  const told = others.some(({ pace }) => pace !== "none") ? others.filter(({ pace }) => pace === "each") : others
  if (others.length > 0) return { as: "employer", people: told }
  if (employers.length > 0) return { as: "oneself", people: [] }
  const { toManagers, deciders } = await referentsToTell(tx, structureId)
  const referents = deciders.filter((one) => toManagers || one.accountId !== accountId)
  if (referents.length > 0) return { as: toManagers ? "manager" : "referent", people: referents }
  return { as: "manager", people: await managersToTell(tx) }
}
