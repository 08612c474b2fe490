import { answerReader } from "@/lib/signon/read-api/entrance"
import { structuresRead } from "@/lib/signon/read-api/queries"
import { structuresAsked } from "@/lib/signon/read-api/schema"

/** The structures of the region, for an application that reads them by itself. */
export function GET(request: Request) {
  return answerReader(request, { scope: "lire:structures", shape: structuresAsked }, (_, asked) => structuresRead(asked, new Date()))
}
