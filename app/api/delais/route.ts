import { searches } from "@/lib/access/searches"
import { visit } from "@/lib/identity/entrance/auth"
import { delayOf } from "@/lib/membership/answer-delays/queries"
import { delaySentence } from "@/lib/membership/answer-delays/rules"
import { networkOf } from "@/lib/platform/http/network-address"
import { reading, words } from "@/lib/platform/http/search-params"
import { structureBySiret } from "@/lib/structures/queries"

const readAddress = reading({ siret: words })

/** How long a structure takes to answer, for whoever has just chosen it in the combobox: public, like the list itself. */
export async function GET(request: Request) {
  const { ip } = await visit()
  const { allowed } = await searches.take(networkOf(ip))
  const structure = allowed ? await structureBySiret(readAddress(request).siret) : null
  const delay = structure && (await delayOf(structure))
  return Response.json(
    { sentence: delay ? delaySentence(delay, structure.departement) : null },
    { headers: { "Cache-Control": "no-store" } },
  )
}
