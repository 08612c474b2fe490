import { NextResponse } from "next/server"
import { enter } from "@/lib/identity/entrance/actor"
import { offerImportOf } from "@/lib/rafael/offer-imports/queries"

type Props = { params: Promise<{ id: string }> }

/** How far an import is, for the bar that follows it. */
export async function GET(_request: Request, { params }: Props) {
  const { id } = await params
  const found = await offerImportOf(await enter(`/rafael/catalogue/import/${id}/etat`), id)
  if (!found) return new NextResponse("Page introuvable", { status: 404 })
  const { status, done, total } = found
  return NextResponse.json({ status, done, total }, { headers: { "Cache-Control": "no-store" } })
}
