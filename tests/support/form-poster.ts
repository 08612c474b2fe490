/** A browser without JavaScript reduced to what it sends: cookies kept, forms posted with the fields their page gave. */
import http from "node:http"
import { encodeForm, reactFieldsIn } from "./e2e-forms"

type Answer = { status: number; location: string | undefined; body: string }
export type Post = (fields: Record<string, string>) => Promise<Answer>
export type Poster = { form: (path: string, marker: string) => Promise<Post> }

/**
 * Visits `base`, as someone new each time unless it keeps cookies. `form` opens a page once and returns a function that posts, as
 * often as wanted, the form of this page that contains `marker`.
 */
export async function formPoster(base: string, { keepsCookies = true } = {}): Promise<Poster> {
  const agent = new http.Agent({ keepAlive: true })
  const jar = new Map<string, string>()
  const send = (method: string, path: string, body?: Buffer, headers: Record<string, string> = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ")
      const request = http.request(new URL(path, base), { agent, method, headers: { ...headers, cookie, origin: base } }, (response) => {
        for (const set of (keepsCookies && response.headers["set-cookie"]) || []) {
          const [name = "", value = ""] = set.split(";")[0]?.split(/=(.*)/s) ?? []
          jar.set(name, value)
        }
        const chunks: Buffer[] = []
        response.on("data", (chunk: Buffer) => chunks.push(chunk))
        response.on("end", () => {
          const {
            statusCode: status = 0,
            headers: { location },
          } = response
          resolve({ status, location, body: Buffer.concat(chunks).toString() })
        })
      })
      request.once("error", reject)
      request.end(body)
    })
  return {
    form: async (path, marker) => {
      const hidden = reactFieldsIn((await send("GET", path)).body, marker)
      return async (fields) => {
        const { body, headers } = encodeForm({ ...hidden, ...fields })
        const answer = await send("POST", path, body, headers)
        if (answer.status >= 400) throw new Error(`${path}: ${answer.status}`)
        return answer
      }
    },
  }
}
