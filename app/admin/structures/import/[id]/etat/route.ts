import { NextResponse } from "next/server"
import { importOf } from "@/lib/desk/import-files/queries"
import { enter } from "@/lib/identity/entrance/actor"

type Props = { params: Promise<{ id: string }> }

/** How far an import is, for the bar that follows it. */
export async function GET(_request: Request, { params }: Props) {
  const { id } = await params
  const actor = await enter(`/admin/structures/import/${id}/etat`)
  const found = await importOf(actor, id)
  if (!found) return new NextResponse("Page introuvable", { status: 404 })
  const { status, done, total } = found
  return NextResponse.json({ status, done, total }, { headers: { "Cache-Control": "no-store" } })
}
