import { networkLimits } from "@/lib/access/limits"
import { visit } from "@/lib/identity/entrance/auth"
import { answerSiret, type SiretAnswer } from "@/lib/membership/listings/queries"
import { networkOf } from "@/lib/platform/http/network-address"
import { reading, words } from "@/lib/platform/http/search-params"

const readAddress = reading({ siret: words })

/** What the form of a structure that is not in the list asks while it is filled in: public, like the list itself. */
export async function GET(request: Request) {
  const { ip } = await visit()
  const { allowed } = await networkLimits.directory.take(networkOf(ip))
  const answer: SiretAnswer = allowed ? await answerSiret(readAddress(request).siret) : { kind: "silent" }
  return Response.json(answer, { headers: { "Cache-Control": "no-store" } })
}
