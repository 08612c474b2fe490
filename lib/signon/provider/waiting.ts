/** Someone before a request that waits for them: what its answer reads in any case is read with them, in one question. */
import type { IncomingMessage } from "node:http"
import type { Person } from "../claims/rules.ts"
import { lasting, type Row, withConsumption } from "./adapter.ts"
import { ask } from "./database.ts"
import { personBy } from "./person.ts"
import { asVisitor, once, sessionIdIn, type Visitor, type VisitorRow, visitorBy, visitorFrom } from "./visitor.ts"

export type Choice = { affiliationId: string | null; scopes: string[]; isRefused: boolean }

type Waiting = VisitorRow & { interaction: Row | null; choice: Choice | null; person: Person | null }

const choiceBy = (uid: string, sid: string) =>
  `SELECT payload FROM oidc_row WHERE model = 'Choice' AND id = ${uid} AND portal_sid = ${sid} AND expires_at > now()`

const before = `
  SELECT v.*, (SELECT to_jsonb(i) FROM (${lasting("'Interaction'", "$2")}) i) AS interaction, (${choiceBy("$2", "v.sid")}) AS choice,
         (SELECT to_jsonb(p) FROM (${personBy('v."accountId"')}) p) AS person
    FROM (${visitorBy("$1")}) v`

/** Answers as the person behind the cookie of a request, who is before the request `uid` of an application. */
export async function asVisitorBefore<T>(uid: string, request: IncomingMessage, answer: (who: Visitor | null) => T): Promise<T> {
  const sid = await sessionIdIn(request)
  const [row] = sid ? await ask<Waiting>("before", before, [sid, uid]) : []
  const who = visitorFrom(row)
  if (!row || !who) return asVisitor(null, () => answer(null))
  const read = new Map<string, Promise<unknown>>([
    [`Interaction ${uid}`, Promise.resolve(row.interaction ? withConsumption(row.interaction) : undefined)],
    [`Choice ${uid}`, Promise.resolve(row.choice)],
    [`Person ${who.accountId}`, Promise.resolve(row.person)],
  ])
  return asVisitor(who, () => answer(who), read)
}

/** What the person chose for this request, in this very session. */
export function choiceOf(uid: string, { sid }: Visitor): Promise<Choice | null> {
  return once(`Choice ${uid}`, async () => (await ask<{ payload: Choice }>("choice", choiceBy("$1", "$2"), [uid, sid]))[0]?.payload ?? null)
}
