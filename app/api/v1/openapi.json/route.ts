import { describeReadApi } from "@/lib/signon/read-api/description"

/** The description of `/api/v1`, public: it says how to ask, not what is answered. */
export function GET() {
  return Response.json(describeReadApi(), { headers: { "Cache-Control": "public, max-age=3600" } })
}
