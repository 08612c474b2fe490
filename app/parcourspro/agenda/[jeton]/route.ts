import { notFound } from "next/navigation"
import { feedCalendar } from "@/lib/parcourspro/calendars/queries"
import { secretIn } from "@/lib/platform/secrets/secrets"

type Props = { params: Promise<{ jeton: string }> }

/** Someone's sessions at their private address, which their calendar asks for again. */
export async function GET(_request: Request, { params }: Props) {
  const calendar = await feedCalendar(secretIn((await params).jeton))
  if (!calendar) notFound()
  return new Response(calendar, { headers: { "Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "no-store" } })
}
