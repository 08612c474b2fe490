/** `/api/v1` described for those who write a client: OpenAPI 3.1, from the shapes that answer. */
import "server-only"
import { extendZodWithOpenApi, OpenAPIRegistry, OpenApiGeneratorV31 } from "@asteasolutions/zod-to-openapi"
import * as z from "zod"
import { env } from "@/lib/platform/process/env"
import type { ReadScope } from "@/lib/signon/claims/rules"
import {
  peopleAsked,
  peopleShape,
  problemShape,
  rightsAsked,
  rightsShape,
  structureAsked,
  structuresAsked,
  structuresShape,
} from "@/lib/signon/read-api/schema"

extendZodWithOpenApi(z)

const json = (schema: z.ZodType, description: string) => ({ description, content: { "application/json": { schema } } })
const problems = {
  304: { description: "Vous l’avez déjà (If-None-Match)" },
  400: json(problemShape, "La demande n’est pas comprise"),
  401: json(problemShape, "Jeton absent, inconnu ou expiré"),
  403: json(problemShape, "Le jeton n’ouvre pas cela"),
  429: json(problemShape, "Trop de demandes : Retry-After dit quand revenir"),
}

/** The description, as an object. */
export function describeReadApi() {
  const registry = new OpenAPIRegistry()
  registry.registerComponent("securitySchemes", "portail", {
    type: "oauth2",
    flows: {
      clientCredentials: {
        tokenUrl: `${env.publicUrl}/oidc/token`,
        scopes: {
          "lire:structures": "La liste des structures",
          "lire:personnes": "Les personnes d’une structure, avec leurs profils",
          "lire:droits": "Les droits dans une structure à un instant donné",
        },
      },
    },
  })
  const get = (path: string, scope: ReadScope, summary: string, asked: z.ZodObject, answered: z.ZodType, params?: z.ZodObject) =>
    registry.registerPath({
      method: "get",
      path,
      summary,
      security: [{ portail: [scope] }],
      request: { query: asked, ...(params ? { params } : {}) },
      responses: {
        200: json(answered, "La réponse"),
        ...problems,
        ...(params ? { 404: json(problemShape, "Aucune structure n’a ce SIRET") } : {}),
      },
    })
  get("/api/v1/structures", "lire:structures", "Les structures, dans l’ordre de leur SIRET", structuresAsked, structuresShape)
  get("/api/v1/structures/{siret}/personnes", "lire:personnes", "Les personnes d’une structure", peopleAsked, peopleShape, structureAsked)
  get(
    "/api/v1/structures/{siret}/droits",
    "lire:droits",
    "Les droits dans une structure, maintenant ou à un instant (a)",
    rightsAsked,
    rightsShape,
    structureAsked,
  )
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: { title: "Portail Cap Métiers", version: "1", description: "Ce qu’une application lit par elle-même, sans personne." },
    servers: [{ url: env.publicUrl }],
  })
}
