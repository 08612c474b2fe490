/** Posts the same forms by hand, going around the screens as an attacker would. */
import http from "node:http"
import https from "node:https"
import type { APIRequestContext } from "@playwright/test"

/** The hidden fields that say which action a form calls, for whom it was drawn, and which sign-up it belongs to. The form is the one that contains `marker` in the page at `url`. */
export async function reactFields(request: APIRequestContext, url: string, marker: string): Promise<Record<string, string>> {
  return reactFieldsIn(await (await request.get(url)).text(), marker)
}

export function reactFieldsIn(html: string, marker: string): Record<string, string> {
  const form = (html.split("<main")[1] ?? "").split("<form").find((part) => part.split("</form>")[0]?.includes(marker))
  const inputs = form?.split("</form>")[0]?.match(/<input[^>]*name="(?:\$ACTION|(?:pour|demande)")[^>]*>/g) ?? []
  const attribute = (input: string, name: string) => input.match(new RegExp(`${name}="([^"]*)"`))?.[1]?.replaceAll("&quot;", '"') ?? ""
  const fields = Object.fromEntries(inputs.map((input) => [attribute(input, "name"), attribute(input, "value")]))
  if (!Object.keys(fields).some((name) => name.startsWith("$ACTION"))) throw new Error(`no form with ${marker}`)
  return fields
}

type Answer = { status: number; headers: http.IncomingHttpHeaders; body: string }

/** A bare request: nothing is added to it, and it may have any header and come from any local address. */
export function bareRequest(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer; from?: string } = {},
): Promise<Answer> {
  const { method = "GET", headers = {}, body, from } = options
  const { host, port, pathname, search, protocol } = new URL(url)
  return new Promise((resolve, reject) => {
    const request = (protocol === "https:" ? https : http).request(
      { host: "127.0.0.1", port, path: pathname + search, method, headers: { host, ...headers }, ...(from ? { localAddress: from } : {}) },
      (response) => {
        const chunks: Buffer[] = []
        response.on("data", (chunk: Buffer) => chunks.push(chunk))
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() }),
        )
      },
    )
    request.once("error", reject)
    request.end(body)
  })
}

/** A form as a browser without JavaScript sends it. */
export function encodeForm(fields: Record<string, string>) {
  return encodeFields(Object.entries(fields))
}

function encodeFields(fields: [string, string][]) {
  const boundary = `----${crypto.randomUUID()}`
  const parts = fields.map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  const body = Buffer.from(`${parts.join("")}--${boundary}--\r\n`)
  return { body, headers: { "content-type": `multipart/form-data; boundary=${boundary}`, "content-length": String(body.length) } }
}

/** The same form as the page's own script sends it, once React has taken it over: `hidden` are its fields as `reactFieldsIn` finds them. */
export function encodeCall(hidden: Record<string, string>, fields: Record<string, string>) {
  const reference = Object.entries(hidden).find(([name]) => /^\$ACTION_\d+:0$/.test(name)) ?? ["", "{}"]
  const { id } = JSON.parse(reference[1]) as { id?: string }
  if (!id) throw new Error("no action in this form")
  // What was bound to the action (the state of the form) comes first, then the form.
  const bound = hidden[reference[0].replace(/0$/, "1")] ?? "[]"
  const given = Object.entries({ ...hidden, ...fields }).filter(([name]) => !name.startsWith("$ACTION"))
  const form = given.map(([name, value]): [string, string] => [`_1_${name}`, value])
  const { body, headers } = encodeFields([...form, ["0", `[${bound.slice(1, -1)},"$K1"]`]])
  return { body, headers: { ...headers, accept: "text/x-component", "next-action": id } }
}

type PageForm = { action: string; fields: Record<string, string> }

/**
 * Every form of a page that calls an action, filled as a hurried person would: with the values it already has, and a sentence where it
 * asks for words.
 */
export function actionFormsIn(html: string): PageForm[] {
  const main = html.split("<main")[1] ?? ""
  const attribute = (tag: string, name: string) => decoded(tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1] ?? "")
  return main
    .split("<form")
    .slice(1)
    .map((part) => part.split("</form>")[0] ?? "")
    .filter((form) => form.includes("$ACTION"))
    .map((form) => {
      const inputs = (form.match(/<input[^>]*>/g) ?? []).filter((tag) => attribute(tag, "name") && attribute(tag, "type") !== "checkbox")
      const areas = (form.match(/<textarea[^>]*>/g) ?? []).map((tag) => [attribute(tag, "name"), "Une raison qui se lit bien."] as const)
      const selects = (form.match(/<select[\s\S]*?<\/select>/g) ?? []).map((select) => {
        const options = select.match(/<option[^>]*>/g) ?? []
        const option = options.find((tag) => tag.includes("selected")) ?? options[0] ?? ""
        return [attribute(select, "name"), attribute(option, "value")] as const
      })
      const fields = Object.fromEntries([
        ...inputs.map((tag) => [attribute(tag, "name"), attribute(tag, "value")] as const),
        ...areas,
        ...selects,
      ])
      return {
        // The numbers that React gives to the forms of a page are not the action's own.
        action: JSON.stringify(fields).match(/\\"id\\":\\"([0-9a-f]+)/)?.[1] ?? "",
        fields,
      }
    })
}

function decoded(text: string) {
  return text.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")
}
