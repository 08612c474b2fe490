/**
 * `/api/scim/v2`: what `/api/v1` shows, for those who speak SCIM 2.0 (RFC 7643 and 7644); read-only. The shapes are those of
 * scimmy; what strangers write is never given to it (docs/decisions/0062-scim-reads-nothing.md).
 */
import "server-only"
import { setImmediate } from "node:timers/promises"
import SCIMMY from "scimmy"
import { env } from "@/lib/platform/process/env"
import { away, enterAsReader } from "@/lib/signon/read-api/entrance"
import { groupsRead, usersRead } from "@/lib/signon/scim/queries"
import { type Equality, equalityOf, type Kind, leftOut, longestCount, type Part, partOf, searched } from "@/lib/signon/scim/rules"

const { Config, Messages, Resources, Schemas } = SCIMMY
const shapes = { Users: Schemas.User, Groups: Schemas.Group } as const
/** What each list asks a token for. Who belongs to a group is for those who may read people. */
const scopeOf = { Users: "lire:personnes", Groups: "lire:structures" } as const

/** A question that is refused, in the words of RFC 7644 (3.12). */
class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly scimType?: string,
  ) {
    super(message)
  }
}

Config.set({
  filter: longestCount,
  authenticationSchemes: [
    {
      type: "oauthbearertoken",
      name: "Jeton de l’application",
      description: "client_credentials, lire:personnes et lire:structures",
      specUri: "https://www.rfc-editor.org/info/rfc6750",
    },
  ],
})
for (const resource of [Resources.User, Resources.Group]) Resources.declare(resource)

const address = () => `${env.publicUrl}/api/scim/v2`

/** Answers one question. `path`: what follows `/api/scim/v2/` in the address. Nothing of it is given to scimmy to read. */
export async function answerScim(request: Request, [name = "", id, ...more]: string[]): Promise<Response> {
  for (const resource of [Resources.User, Resources.Group, Resources.Schema, Resources.ResourceType, Resources.ServiceProviderConfig])
    resource.basepath(address())
  try {
    if (more.length > 0) throw nothingThere()
    if (name === "ServiceProviderConfig" && !id) return answer(await new Resources.ServiceProviderConfig().read())
    if (name === "Schemas") return await answerAmong(new Resources.Schema(), id)
    if (name === "ResourceTypes") return await answerAmong(new Resources.ResourceType(), id)
    if (isKey(shapes, name)) return await answerPart(request, name, id)
    throw nothingThere()
  } catch (error) {
    if (error instanceof Refused) return refuse(error.status, error.message, error.scimType)
    const { status, words, headers } = away(error).problem
    return refuse(status, words, undefined, headers)
  }
}

/** Nothing is written here (RFC 7644, 3.12). */
export function refuseToWrite() {
  return refuse(501, "le portail se lit en SCIM, et ne s’y modifie pas")
}

/** A list of few, or one of them. */
async function answerAmong(resource: { read: () => Promise<unknown> }, id: string | undefined): Promise<Response> {
  const list = (await resource.read()) as { Resources: { id?: string; name?: string }[] }
  if (id === undefined) return answer(list)
  const one = list.Resources.find((each) => (each.id ?? each.name) === id)
  if (!one) throw nothingThere()
  return answer(one)
}

async function answerPart(request: Request, kind: Kind, id: string | undefined): Promise<Response> {
  const entered = await enterAsReader(request, scopeOf[kind])
  if ("problem" in entered) return refuse(entered.problem.status, entered.problem.words, undefined, entered.problem.headers)
  const { searchParams } = new URL(request.url)
  const equality = wanted(kind, id, searchParams.get("filter"))
  const asked = partOf(searchParams)
  if (!asked) throw new Refused(400, "startIndex et count sont des nombres", "invalidValue")
  const part = id === undefined ? asked : { startIndex: 1, count: 1 }
  const without = leftOut(kind, searchParams)
  const { reader } = entered
  const withMembers = reader.reads.includes("lire:personnes") && !without.has("members")
  const { total, found } =
    kind === "Users"
      ? await usersRead(reader, equality as Equality<"Users"> | null, part)
      : await groupsRead(reader, equality as Equality<"Groups"> | null, part, withMembers)
  const shown = []
  for (const one of found) {
    shown.push(shapeOf(kind, one, without))
    // A group may have hundreds of members.
    if (shown.length % 10 === 0) await setImmediate()
  }
  if (id === undefined) return answer(listOf(shown, total, part))
  const [only] = shown
  if (!only) throw nothingThere()
  return answer(only)
}

/** What one is looked for by: its own address, or a filter. */
function wanted(kind: Kind, id: string | undefined, filter: string | null): Equality | null {
  if (id !== undefined) return { name: "id", value: id }
  if (filter === null) return null
  const equality = equalityOf(kind, filter)
  if (!equality) throw new Refused(400, `un seul critère d’égalité (eq), sur ${searched[kind].join(", ")}`, "invalidFilter")
  return equality
}

function shapeOf(kind: Kind, one: object, without: Set<string>) {
  const shape = new shapes[kind](one, "out", `${address()}/${kind}`)
  return Object.fromEntries(Object.entries(shape).filter(([name]) => !without.has(name)))
}

/** scimmy cuts a list that is cut already: it is given the part as a whole, and then told which part it is. */
function listOf(shown: object[], totalResults: number, { startIndex }: Part) {
  const list = new Messages.ListResponse(shown as SCIMMY.Types.Schema[], { itemsPerPage: shown.length, totalResults })
  return Object.assign(list, { startIndex })
}

function isKey<Table extends object>(table: Table, name: string): name is Extract<keyof Table, string> {
  return Object.hasOwn(table, name)
}

const type = { "Content-Type": "application/scim+json; charset=utf-8" }

function answer(found: object) {
  return new Response(JSON.stringify(found), { headers: { ...type, "Cache-Control": "private, no-cache" } })
}

function nothingThere() {
  return new Refused(404, "il n’y a rien à cette adresse")
}

function refuse(status: number, detail: string, scimType?: string, headers: Record<string, string> = {}) {
  const body = { schemas: [Messages.ErrorResponse.id], status: String(status), detail, ...(scimType ? { scimType } : {}) }
  return new Response(JSON.stringify(body), { status, headers: { "Cache-Control": "no-store", ...headers, ...type } })
}
