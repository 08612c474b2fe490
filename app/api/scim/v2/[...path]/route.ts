import { answerScim, refuseToWrite } from "@/lib/signon/scim/entrance"

/** SCIM 2.0, read-only: Users, Groups, ServiceProviderConfig, ResourceTypes, Schemas. */
export async function GET(request: Request, { params }: { params: Promise<{ path: string[] }> }) {
  return answerScim(request, (await params).path)
}

export { refuseToWrite as POST }
