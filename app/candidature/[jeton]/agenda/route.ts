import { notFound } from "next/navigation"
import { reading, words } from "@/lib/platform/http/search-params"
import { secretIn } from "@/lib/platform/secrets/secrets"
import { candidacyCalendar } from "@/lib/rafael/calendars/queries"
import { openedCandidate } from "@/lib/rafael/candidacies/opened"

const readAddress = reading({ candidature: words })
type Props = { params: Promise<{ jeton: string }> }

/** A candidate's dates, for their calendar. */
export async function GET(request: Request, { params }: Props) {
  const id = await openedCandidate(secretIn((await params).jeton), new Date())
  const calendar = id ? await candidacyCalendar(id, readAddress(request).candidature) : null
  if (!calendar) notFound()
  return new Response(calendar, {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'attachment; filename="ma-candidature.ics"',
      "Cache-Control": "no-store",
    },
  })
}
