import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { asManager } from "@/lib/identity/managers/operations"
import { ok, type Result } from "@/lib/platform/result"
import { filedName, inFrenchOrder } from "@/lib/platform/text/french-order"
import { parsePhone } from "@/lib/platform/text/phone"
import { formatDay } from "@/lib/platform/time/dates"
import type { CandidateSearch } from "@/lib/rafael/oversight/schema"
import { statuses } from "@/lib/rafael/states/rules"
import { record } from "@/lib/trace/journal/operations"
import { formatName, parseEmail } from "@/lib/vocabulary/accounts/rules"

const most = 20

/**
 * The candidates who have this very address or phone, in words: for a manager whom someone telephones. Each search is in the journal with
 * its reason, found or not, and one row more for each candidate read.
 */
export function searchCandidates(context: ActorContext, { contact, reason }: CandidateSearch): Promise<Result<string[], "not-found">> {
  return asManager(context, "account.manage", { action: "candidate.read-by-manager" }, async (tx) => {
    const [email, phone] = [parseEmail(contact), parsePhone(contact)]
    const found = await tx.candidate.findMany({
      where: { erasedAt: null, OR: [...(email ? [{ email }] : []), ...(phone ? [{ phone }] : [])] },
      orderBy: { id: "asc" },
      take: most,
      include: {
        structure: { select: { id: true, raisonSociale: true } },
        preregistrations: {
          where: { sentAt: { not: null } },
          orderBy: { sentAt: "desc" },
          select: { status: true, stepAt: true, session: { select: { delivery: { select: { course: { select: { title: true } } } } } } },
        },
      },
    })
    if (found.length === 0) await record(tx, context, { action: "candidate.read-by-manager", reason })
    for (const { id, structure } of found)
      await record(tx, context, { action: "candidate.read-by-manager", structureId: structure.id, targetId: id, reason })
    return ok(
      found.length === 0
        ? ["Aucun candidat n’a cette adresse ni ce téléphone."]
        : inFrenchOrder(found, filedName).flatMap((candidate) => [
            `${formatName(candidate)}, accompagné·e par ${candidate.structure.raisonSociale}`,
            ...candidate.preregistrations.map(
              ({ status, stepAt, session }) => `– ${session.delivery.course.title} : ${statuses[status]}, le ${formatDay(stepAt)}`,
            ),
          ]),
    )
  })
}
