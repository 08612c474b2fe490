/**
 * What helps to decide a request: who the applicant is, which mail domain they write from, and who else is in the structure or waits
 * there.
 */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { domainOf, isPersonalDomain } from "@/lib/membership/decisions/rules"
import { db, literal } from "@/lib/platform/db/client"
import { mostAtOnce } from "@/lib/vocabulary/affiliations/rules"
import type { Need } from "@/lib/vocabulary/profils/rules"

type Asked = { id: string; structureId: string; need: Need | null; account: { id: string; email: string } }

const person = { select: { firstName: true, lastName: true, email: true, jobTitle: true } } as const

/**
 * The people of the structure, how many of them write from the applicant's domain, the other requests that wait there, those that are
 * similar (the same address domain, when it is not one that anyone can have, and the same need), and whether the applicant was refused
 * before; null for whoever may not decide the request.
 */
export async function requestContext(actor: Actor, { id, structureId, need, account }: Asked) {
  if (!can(actor, "affiliation.decide", structureId)) return null
  const domain = domainOf(account.email)
  const here = { structureId, status: "active" } as const
  const sameDomain = { account: { email: { endsWith: `@${literal(domain)}` } } }
  const isPersonal = isPersonalDomain(domain)
  const others = { structureId, status: "pending", NOT: { id }, accountId: { not: actor.accountId } } as const
  const [people, total, colleagues, waiting, similar, refusals] = await Promise.all([
    db.affiliation.findMany({
      where: here,
      orderBy: [{ isReferent: "desc" }, { personOrder: "asc" }, { id: "asc" }],
      take: 5,
      select: { id: true, isReferent: true, account: person },
    }),
    db.affiliation.count({ where: here }),
    db.affiliation.count({ where: { ...here, ...sameDomain } }),
    db.affiliation.count({ where: others }),
    isPersonal
      ? []
      : db.affiliation.findMany({
          where: { ...others, ...sameDomain, need },
          orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
          take: mostAtOnce - 1,
          select: { id: true, requestedAt: true, account: person },
        }),
    db.affiliation.findMany({
      where: { accountId: account.id, structureId, status: "refused" },
      orderBy: { decidedAt: "desc" },
      take: 3,
      select: { id: true, reason: true, decidedAt: true },
    }),
  ])
  return { domain, isPersonal, need, people, total, colleagues, waiting, similar, refusals }
}
export type RequestContext = NonNullable<Awaited<ReturnType<typeof requestContext>>>
