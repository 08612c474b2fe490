/** Whom Rafael's messages reach. For use inside operations. */
import "server-only"
import { referentsToTell } from "@/lib/membership/referents/queries"
import type { Tx } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { type RafaelRight, rafaelRights } from "@/lib/rafael/rights/rules"

type Recipient = { email: string; accountId: string }

const canRead = { disabledAt: null, erasedAt: null } as const

/** The people of a structure whose profil opens this, as recipients; `also` narrows them. */
export async function holdersOf(
  tx: Tx,
  structureId: string,
  right: RafaelRight,
  also: Prisma.AffiliationWhereInput = {},
): Promise<Recipient[]> {
  const rows = await tx.affiliation.findMany({
    where: { structureId, status: "active", rafaelProfil: { in: [...rafaelRights[right]] }, account: canRead, ...also },
    orderBy: { accountId: "asc" },
    select: { account: { select: { id: true, email: true } } },
  })
  return rows.map(({ account }) => ({ email: account.email, accountId: account.id }))
}

/** Who validates for a structure: its levels 3; without any, those who could grant that level. */
export async function validatorsOf(tx: Tx, structureId: string): Promise<{ isLevel3: boolean; people: Recipient[] }> {
  const people = await holdersOf(tx, structureId, "preregistration.validate")
  if (people.length > 0) return { isLevel3: true, people }
  const { deciders } = await referentsToTell(tx, structureId)
  return { isLevel3: false, people: deciders }
}

/** Who follows a pre-registration: its owner, while they can sign in; else those who could take it over. */
export async function followersOf(tx: Tx, { ownerId, structureId }: { ownerId: string | null; structureId: string }): Promise<Recipient[]> {
  const owner = ownerId
    ? await tx.affiliation.findFirst({
        where: { id: ownerId, status: "active", account: canRead },
        select: { account: { select: { id: true, email: true } } },
      })
    : null
  if (owner) return [{ email: owner.account.email, accountId: owner.account.id }]
  return (await validatorsOf(tx, structureId)).people
}
