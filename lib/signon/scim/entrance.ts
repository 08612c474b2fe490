/** `/api/scim/v2`: what `/api/v1` shows, for those who speak SCIM 2.0 (RFC 7643 and 7644); read-only. Shapes and filters are those of scimmy. */
import "server-only"
import SCIMMY from "scimmy"
import { env } from "@/lib/platform/process/env"
import { away, enterAsReader } from "@/lib/signon/read-api/entrance"
import { groupsRead, usersRead } from "@/lib/signon/scim/queries"
import { type Equality, equalityOf, type Kind, longestCount, type Part, partOf, searched } from "@/lib/signon/scim/rules"

const { Config, Messages, Resources, Schemas } = SCIMMY
const ScimError = SCIMMY.Types.Error
const described = { Schemas: Resources.Schema, ResourceTypes: Resources.ResourceType } as const
const shapes = {
  Users: { Resource: Resources.User, Shape: Schemas.User },
  Groups: { Resource: Resources.Group, Shape: Schemas.Group },
} as const

Config.set({
  filter: longestCount,
  authenticationSchemes: [
    {
      type: "oauthbearertoken",
      name: "Jeton de l’application",
      description: "client_credentials, lire:personnes",
      specUri: "https://www.rfc-editor.org/info/rfc6750",
    },
  ],
})
for (const resource of [Resources.User, Resources.Group]) Resources.declare(resource)

/** What scimmy reads of a question is bounded: it is made for questions that are. */
const longestQuestion = 1000

const address = () => `${env.publicUrl}/api/scim/v2`

/** Answers one question. `path`: what follows `/api/scim/v2/` in the address. */
export async function answerScim(request: Request, [name = "", id, ...more]: string[]): Promise<Response> {
  for (const resource of [Resources.User, Resources.Group, Resources.Schema, Resources.ResourceType, Resources.ServiceProviderConfig])
    resource.basepath(address())
  try {
    if (more.length > 0) throw notFound()
    if (name === "ServiceProviderConfig" && !id) return answer(await new Resources.ServiceProviderConfig().read())
    if (isKey(described, name)) return answer(await new described[name](id as string).read())
    if (isKey(shapes, name)) return await answerPart(request, name, id)
    throw notFound()
  } catch (error) {
    if (error instanceof ScimError) return refuse(error.status, error.message, error.scimType)
    const { status, words, headers } = away(error).problem
    return refuse(status, words, undefined, headers)
  }
}

/** Nothing is written here (RFC 7644, 3.12). */
export function refuseToWrite() {
  return refuse(501, "le portail se lit en SCIM, et ne s’y modifie pas")
}

async function answerPart(request: Request, kind: Kind, id: string | undefined): Promise<Response> {
  const entered = await enterAsReader(request, "lire:personnes")
  if ("problem" in entered) return refuse(entered.problem.status, entered.problem.words, undefined, entered.problem.headers)
  const { searchParams, search } = new URL(request.url)
  if (search.length > longestQuestion) throw new ScimError(400, "tooMany", "cette question est trop longue")
  // The two are made alike.
  const { Resource, Shape } = shapes[kind] as (typeof shapes)["Users"]
  const asked = read(() => {
    const given = Object.fromEntries(
      ["filter", "attributes", "excludedAttributes"].flatMap((one) => searchParams.getAll(one).map((value) => [one, value])),
    )
    // Its type leaves out the questions without name.
    return id ? new Resource(id, given) : new Resource(given as never)
  })
  const equality = asked.filter ? equalityOf(kind, asked.filter) : null
  if (asked.filter && !equality)
    throw new ScimError(400, "invalidFilter", `un seul critère d’égalité (eq), sur ${searched[kind].join(", ")}`)
  const part = partOf(searchParams)
  if (!part) throw new ScimError(400, "invalidValue", "startIndex et count sont des nombres")
  const whole = id ? { startIndex: 1, count: 1 } : part
  const { reader } = entered
  const { total, found } =
    kind === "Users"
      ? await usersRead(reader, equality as Equality<"Users"> | null, whole)
      : await groupsRead(reader, equality as Equality<"Groups"> | null, whole, !leavesOut(searchParams, "members"))
  const shown = found.map((one) => new Shape(one, "out", `${address()}/${kind}`, asked.attributes))
  if (!id) return answer(listOf(shown, total, part))
  const [only] = shown
  if (!only) throw notFound()
  return answer(only)
}

/** scimmy cuts a list that is cut already: it is given the part as a whole, and then told which part it is. */
function listOf(shown: SCIMMY.Types.Schema[], totalResults: number, { startIndex }: Part) {
  const list = new Messages.ListResponse(shown, { itemsPerPage: shown.length, totalResults })
  return Object.assign(list, { startIndex })
}

function leavesOut(asked: URLSearchParams, name: string) {
  const of = (list: string) => (asked.get(list) ?? "").split(",").map((one) => one.trim().toLowerCase())
  return of("excludedAttributes").includes(name) || (asked.has("attributes") && !of("attributes").some((one) => one.startsWith(name)))
}

/** scimmy throws a plain error at some filters that are none. */
function read<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof ScimError) throw error
    throw new ScimError(400, "invalidFilter", "cette question n’est pas comprise")
  }
}

function isKey<Table extends object>(table: Table, name: string): name is Extract<keyof Table, string> {
  return Object.hasOwn(table, name)
}

const type = { "Content-Type": "application/scim+json; charset=utf-8" }

function answer(found: object) {
  return new Response(JSON.stringify(found), { headers: { ...type, "Cache-Control": "private, no-cache" } })
}

function notFound() {
  return new ScimError(404, null as never, "il n’y a rien à cette adresse")
}

function refuse(status: number, detail: string, scimType?: string, headers: Record<string, string> = {}) {
  const body = { schemas: [Messages.ErrorResponse.id], status: String(status), detail, ...(scimType ? { scimType } : {}) }
  return new Response(JSON.stringify(body), { status, headers: { "Cache-Control": "no-store", ...headers, ...type } })
}
