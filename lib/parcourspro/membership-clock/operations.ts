/** The clock of adhesions: their opening, the end of the year, and two reminders, to the référents of structures that have not asked. */
import "server-only"
import type { Context } from "@/lib/access/context"
import { type Kind, peopleToTell, untold } from "@/lib/parcourspro/membership-clock/queries"
import { MembershipNoticeKind } from "@/lib/platform/generated/client"
import { pass } from "@/lib/platform/process/passes"
import { inFrenchOrder } from "@/lib/platform/text/french-order"
import { dayOf } from "@/lib/platform/time/working-days"
import { tellOnce } from "@/lib/trace/messages/operations"

/** A mail lists this many structures; the page of the adhesion lists the others. */
const mostInMail = 20
const kinds: Kind[] = Object.values(MembershipNoticeKind)

/** One pass at `context.now`. It looks at what was told, not at one day: it may run late, twice, or on several instances at once. */
export function followMemberships(context: Context): Promise<Record<"mails" | "failed", number>> {
  const today = dayOf(context.now)
  return pass<"mails">(
    "memberships",
    kinds.map((kind) => ["mails", () => peopleToTell(kind, today), (who: string) => tell(context, who, kind, today)] as const),
  )
}

/** One mail for all the structures of which this person has to be told of one kind. `who`: "account year". */
function tell({ now }: Context, who: string, kind: Kind, today: string) {
  const [accountId = "", year = ""] = who.split(" ")
  return tellOnce(
    now,
    { accountId, template: "membership-campaign" },
    (tx) => tx.$queryRaw<{ id: string }[]>`
      INSERT INTO membership_notice (structure_id, account_id, year, kind, sent_at)
      SELECT u.structure_id, u.account_id, u.year, ${kind}::membership_notice_kind, ${now} FROM (${untold(kind, today)}) u
       WHERE u.account_id = ${accountId}::uuid AND u.year = ${Number(year)} ORDER BY u.structure_id
          ON CONFLICT DO NOTHING RETURNING structure_id AS id`,
    async (tx, ids) => {
      const found = await tx.structure.findMany({ where: { id: { in: ids } }, select: { raisonSociale: true, siret: true } })
      const structures = inFrenchOrder(found, ({ raisonSociale }) => raisonSociale).slice(0, mostInMail)
      return {
        kind,
        year: Number(year),
        structures: structures.map(({ raisonSociale, siret }) => ({ structureName: raisonSociale, siret })),
        more: ids.length - structures.length,
      }
    },
  )
}
