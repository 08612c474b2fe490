import { NextResponse } from "next/server"
import { currentActor } from "@/lib/access/actor"
import { importOf } from "@/lib/imports/queries"

type Props = { params: Promise<{ id: string }> }

/** How far an import is, for the bar that follows it. */
export async function GET(_request: Request, { params }: Props) {
  const actor = await currentActor()
  const found = actor && (await importOf(actor, (await params).id))
  if (!found) return new NextResponse("Page introuvable", { status: 404 })
  const { status, done, total } = found
  return NextResponse.json({ status, done, total }, { headers: { "Cache-Control": "no-store" } })
}
