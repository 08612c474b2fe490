import { answerReader, idCursor } from "@/lib/signon/read-api/entrance"
import { peopleRead } from "@/lib/signon/read-api/queries"
import { peopleAsked } from "@/lib/signon/read-api/schema"

/** The people of a structure, as this application knows them. */
export async function GET(request: Request, { params }: { params: Promise<{ siret: string }> }) {
  const { siret } = await params
  return answerReader(request, { scope: "lire:personnes", shape: peopleAsked }, (reader, { curseur, limite }) =>
    peopleRead(reader, siret, { curseur: idCursor(curseur), limite }),
  )
}
