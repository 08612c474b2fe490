import { beforeEach, describe, expect, it } from "vitest"
import { endSession, signIn } from "@/lib/identity/sessions/operations"
import { actorOfSession } from "@/lib/identity/sessions/queries"
import { endOwnSession, endOwnSessions } from "@/lib/identity/sign-in/operations"
import { db } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { anAccount, anActiveAffiliation, aStructure, contextOf, now, visitor } from "@/tests/support/factories"

const password = "bruyère tandem cobalt 71"
const email = "alix@exemple.fr"
const credentials = { email, password }
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000)
let accountId: string

beforeEach(async () => {
  accountId = (await anAccount({ email, passwordHash: await hashPassword(password) })).id
})

async function opened() {
  const result = await signIn(visitor, credentials)
  if (!result.ok) throw new Error(result.why)
  return result.value.sessionId
}

describe("signing in", () => {
  it("opens a new session row each time, whatever the case of the address", async () => {
    const first = await opened()
    const second = await signIn(visitor, { email: " ALIX@exemple.FR ", password })
    expect(second).toMatchObject({ ok: true })
    expect(await db.session.count()).toBe(2)
    expect(await actorOfSession(first, now)).toMatchObject({ accountId, email, isManager: false })
  })

  it.each([
    ["a wrong password", { email, password: "autre chose que cela" }],
    ["an unknown address", { email: "inconnue@exemple.fr", password }],
    ["something that is no address", { email: "a＠b.fr", password }],
    ["a password full of control characters", { email, password: "\0\0" }],
  ])("refuses %s with the same word", async (_what, input) => {
    expect(await signIn(visitor, input)).toEqual({ ok: false, why: "wrong-credentials" })
    expect(await db.session.count()).toBe(0)
  })

  it("refuses a disabled account, with the same word", async () => {
    await db.account.update({ where: { id: accountId }, data: { disabledAt: now } })
    expect(await signIn(visitor, credentials)).toEqual({ ok: false, why: "wrong-credentials" })
  })
})

describe("27: a session replayed", () => {
  it("after sign-out opens nothing", async () => {
    const session = await opened()
    expect(await actorOfSession(session, now)).not.toBeNull()
    await endSession(session, now)
    expect(await actorOfSession(session, now)).toBeNull()
  })

  it("after the account is disabled opens nothing", async () => {
    const session = await opened()
    await db.account.update({ where: { id: accountId }, data: { disabledAt: now } })
    expect(await actorOfSession(session, now)).toBeNull()
  })

  it("stays open while used, and closes after twelve idle hours", async () => {
    const session = await opened()
    expect(await actorOfSession(session, hours(11))).not.toBeNull()
    expect(await actorOfSession(session, hours(22))).not.toBeNull()
    expect(await actorOfSession(session, hours(34.1))).toBeNull()
  })

  it("is nothing when it is not even an id", async () => {
    expect(await actorOfSession("' OR 1=1 --", now)).toBeNull()
  })
})

it("36: rights are those of this very instant, granted or withdrawn, without signing in again", async () => {
  const session = await opened()
  const structure = await aStructure()
  expect((await actorOfSession(session, now))?.affiliations).toEqual([])
  const { id } = await anActiveAffiliation(accountId, structure.id, { rafaelProfil: "prescripteur_1" })
  expect((await actorOfSession(session, now))?.affiliations).toMatchObject([{ structureId: structure.id, rafaelProfil: "prescripteur_1" }])
  await db.affiliation.update({
    where: { id },
    data: { status: "ended", endedAt: now, rafaelProfil: null },
  })
  expect((await actorOfSession(session, now))?.affiliations).toEqual([])
})

it("each entrance is a row of the journal; a wrong password is none", async () => {
  const id = accountId
  await signIn(visitor, { email, password: "pas le bon" })
  await signIn(visitor, { email: `Alix Durand <${email}>`, password })
  expect(await db.journal.findMany()).toMatchObject([
    { action: "session.open", outcome: "done", actorId: id, targetId: id, ip: visitor.ip, changes: { by: "password" } },
  ])
})

it("another of one's sessions is closed with a recent password; this one at any time; someone else's never", async () => {
  const id = accountId
  const [own, other] = [await contextOf(id), await contextOf(id)]
  const stranger = await contextOf((await anAccount()).id)
  const late = { ...own, now: new Date(now.getTime() + 16 * 60_000) }
  const { sessionId } = other.actor
  expect(await endOwnSession(late, { sessionId })).toEqual({ ok: false, why: "password-needed" })
  expect(await endOwnSessions(late, {})).toEqual({ ok: false, why: "password-needed" })
  expect(await endOwnSession(late, { sessionId, currentPassword: "pas le bon" })).toMatchObject({ why: "wrong-password" })
  expect(await endOwnSession(stranger, { sessionId })).toEqual({ ok: false, why: "not-found" })
  expect(await endOwnSession(late, { sessionId: own.actor.sessionId })).toMatchObject({ ok: true })
  expect(await endOwnSession(late, { sessionId, currentPassword: password })).toMatchObject({ ok: true })
})
