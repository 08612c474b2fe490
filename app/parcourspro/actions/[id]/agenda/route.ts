import { notFound } from "next/navigation"
import { sessionCalendar } from "@/lib/parcourspro/calendars/queries"
import { reading, words } from "@/lib/platform/http/search-params"

const readAddress = reading({ session: words })
type Props = { params: Promise<{ id: string }> }

/** A session of the programme, for anyone's calendar. */
export async function GET(request: Request, { params }: Props) {
  const calendar = await sessionCalendar((await params).id, readAddress(request).session)
  if (!calendar) notFound()
  return new Response(calendar, {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'attachment; filename="session.ics"',
      "Cache-Control": "public, max-age=300",
    },
  })
}
