import { answerReader } from "@/lib/signon/read-api/entrance"
import { rightsRead } from "@/lib/signon/read-api/queries"
import { rightsAsked } from "@/lib/signon/read-api/schema"

/** Who holds what in a structure, now or at an instant of the last twelve months. */
export async function GET(request: Request, { params }: { params: Promise<{ siret: string }> }) {
  const { siret } = await params
  return answerReader(request, { scope: "lire:droits", shape: rightsAsked }, (reader, { a }) =>
    rightsRead(reader, siret, a ? new Date(a) : new Date()),
  )
}
