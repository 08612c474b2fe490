/** The applications that someone has entered, for themselves. */
import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"
import type { Table } from "@/lib/platform/text/csv"
import { lookup } from "@/lib/platform/text/lookup"
import { scopeWords } from "@/lib/signon/claims/rules"

const read = {
  id: true,
  firstAt: true,
  lastAt: true,
  agreedScopes: true,
  withdrawnAt: true,
  application: { select: { id: true, name: true, purpose: true, isThirdParty: true, scopes: true } },
  affiliation: { select: { structure: { select: { raisonSociale: true } } } },
} as const

/** Those that may still hear of the actor, the last used first. */
export function ownApplications(actor: Actor) {
  return entriesOf(actor.accountId, { withdrawnAt: null })
}
export type OwnApplication = Awaited<ReturnType<typeof ownApplications>>[number]

function entriesOf(accountId: string, more: { withdrawnAt?: null }) {
  return db.applicationPerson.findMany({
    where: { accountId, ...more },
    orderBy: [{ lastAt: "desc" }, { id: "asc" }],
    take: 200,
    select: read,
  })
}

/** What an application reads of whoever enters it, in words. */
function readingsOf(scopes: readonly string[]): string[] {
  return scopes.flatMap((scope) => lookup(scopeWords, scope) ?? [])
}

/** The same for the archive that a person takes away. */
export async function ownTables(accountId: string): Promise<Table[]> {
  const entries = await entriesOf(accountId, {})
  return [
    {
      name: "applications",
      columns: ["application", "structure", "depuis", "derniere_connexion", "lit", "acces_retire_le"],
      rows: entries.map(({ application, affiliation, firstAt, lastAt, withdrawnAt }) => [
        application.name,
        affiliation?.structure.raisonSociale ?? "",
        firstAt,
        lastAt,
        readingsOf(application.scopes).join(", "),
        withdrawnAt,
      ]),
    },
  ]
}
