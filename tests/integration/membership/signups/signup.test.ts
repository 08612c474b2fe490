import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { choosePassword } from "@/lib/identity/credentials/operations"
import { signIn } from "@/lib/identity/sessions/operations"
import { confirmSignup, renewVerification, resendVerification, type SignupDraft, submitSignup } from "@/lib/membership/signups/operations"
import { signupOfLink } from "@/lib/membership/signups/queries"
import { db } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { aManager, anAccount, aStructure, aStructureWithReferent, messages, now, visitor } from "@/tests/support/factories"

function aDraft(more: Partial<SignupDraft> = {}): SignupDraft {
  return {
    id: randomUUID(),
    email: "nouvelle@exemple.fr",
    firstName: "Nouvelle",
    lastName: "Personne",
    jobTitle: "Formatrice",
    phone: "",
    need: "offre",
    passwordHash: "-",
    ...more,
  }
}

const inList = (structureId: string) => ({ structureId, listing: null }) as const
const later = (days: number) => ({ ...visitor, now: new Date(now.getTime() + days * 24 * 3_600_000) })

const password = "bruyère tandem cobalt 71"
const confirm = (where: typeof visitor, token: string) => confirmSignup(where, { token, password, again: false })

/** The secret of the last link sent, which only the message contains. */
async function lastToken() {
  const sent = await db.message.findFirstOrThrow({ where: { template: "verify-address" }, orderBy: { createdAt: "desc" } })
  return (sent.data as { token: string }).token
}

describe("a sign-up", () => {
  it("bothers nobody until the address is confirmed, then everyone concerned", async () => {
    const { structure, referent } = await aStructureWithReferent()
    expect(await submitSignup(visitor, aDraft(), inList(structure.id))).toEqual({ ok: true, value: undefined })
    expect(await messages()).toMatchObject([{ template: "verify-address", toEmail: "nouvelle@exemple.fr" }])
    expect(await db.account.count({ where: { email: "nouvelle@exemple.fr" } })).toBe(0)

    expect((await confirm(visitor, await lastToken())).ok).toBe(true)
    const account = await db.account.findUniqueOrThrow({ where: { email: "nouvelle@exemple.fr" }, include: { affiliations: true } })
    expect(account.affiliations).toMatchObject([{ status: "pending", origin: "signup", need: "offre", structureId: structure.id }])
    expect((await messages()).slice(1)).toMatchObject([
      { template: "request-to-decide", toEmail: referent.email, data: { toManagers: false } },
      { template: "request-received", toEmail: "nouvelle@exemple.fr", data: { decidedByManagers: false } },
    ])
    expect((await db.journal.findMany({ orderBy: { id: "asc" } })).map(({ action }) => action)).toEqual([
      "account.create",
      "affiliation.request",
    ])
  })

  it("goes to the managers when the structure has no référent, or none who can answer", async () => {
    const manager = await aManager()
    const { structure, referent } = await aStructureWithReferent()
    await db.account.update({ where: { id: referent.id }, data: { disabledAt: now } })
    await submitSignup(visitor, aDraft(), inList(structure.id))
    await confirm(visitor, await lastToken())
    expect(await messages()).toContainEqual(
      expect.objectContaining({
        template: "request-to-decide",
        toEmail: manager.email,
        data: expect.objectContaining({ toManagers: true }),
      }),
    )
    expect((await messages()).filter(({ toEmail }) => toEmail === referent.email)).toEqual([])
  })

  it("for an address that has an account changes nothing but the words of the mail", async () => {
    const structure = await aStructure()
    await anAccount({ email: "nouvelle@exemple.fr", firstName: "Ancienne" })
    expect(await submitSignup(visitor, aDraft(), inList(structure.id))).toEqual({ ok: true, value: undefined })
    expect(await messages()).toMatchObject([{ template: "account-exists", toEmail: "nouvelle@exemple.fr", data: {} }])
    expect(await db.account.findMany()).toMatchObject([{ firstName: "Ancienne" }])
    expect(await db.affiliation.count()).toBe(0)
  })

  it("sent twice counts once", async () => {
    const structure = await aStructure()
    const draft = aDraft()
    await Promise.all([submitSignup(visitor, draft, inList(structure.id)), submitSignup(visitor, draft, inList(structure.id))])
    expect(await db.signup.count()).toBe(1)
    expect(await messages()).toHaveLength(1)
  })

  it("is refused for an unknown or closed structure", async () => {
    const closed = await aStructure({ state: "closed" })
    expect(await submitSignup(visitor, aDraft(), inList(closed.id))).toEqual({ ok: false, why: "structure-closed" })
    expect(await submitSignup(visitor, aDraft(), inList(randomUUID()))).toEqual({ ok: false, why: "structure-unknown" })
    expect(await db.signup.count()).toBe(0)
  })

  it("may ask for a structure that is not in the list: the managers hear of it", async () => {
    const manager = await aManager()
    const listing = {
      siret: "31754202500042",
      raisonSociale: "À venir",
      sigle: "",
      address: "1 rue A",
      postcode: "33000",
      city: "Bordeaux",
      type: "formateur",
      message: "",
    } as const
    await submitSignup(visitor, aDraft(), { structureId: null, listing })
    expect((await confirm(visitor, await lastToken())).ok).toBe(true)
    expect(await db.listingRequest.findMany({ include: { applicants: true } })).toMatchObject([
      { siret: "31754202500042", types: ["formateur"], status: "pending", applicants: [{ origin: "signup", need: "offre" }] },
    ])
    expect(await messages()).toContainEqual(expect.objectContaining({ template: "listing-to-decide", toEmail: manager.email }))
  })
})

describe("the link", () => {
  it("30: is not consumed by opening it, however often", async () => {
    const structure = await aStructure()
    await submitSignup(visitor, aDraft(), inList(structure.id))
    const token = await lastToken()
    for (let visit = 0; visit < 3; visit += 1)
      expect(await signupOfLink(token, now)).toMatchObject({ state: "ready", name: "Nouvelle PERSONNE" })
    expect((await confirm(visitor, token)).ok).toBe(true)
  })

  it("29: serves once, for seven days, and only as it was sent", async () => {
    const structure = await aStructure()
    await submitSignup(visitor, aDraft(), inList(structure.id))
    const token = await lastToken()
    expect(await confirm(visitor, `${token}x`)).toEqual({ ok: false, why: "link-unknown" })
    expect(await confirm(later(7), token)).toEqual({ ok: false, why: "link-expired" })
    expect(await signupOfLink(token, later(7).now)).toEqual({ state: "expired" })
    expect((await confirm(later(6.9), token)).ok).toBe(true)
    expect(await confirm(later(6.9), token)).toEqual({ ok: false, why: "link-used" })
    expect(await db.account.count()).toBe(1)
  })

  it("is stored hashed", async () => {
    const structure = await aStructure()
    await submitSignup(visitor, aDraft(), inList(structure.id))
    const token = await lastToken()
    expect(token.length).toBeGreaterThanOrEqual(43)
    expect(await db.signup.findFirst()).not.toMatchObject({ tokenHash: token })
  })

  it("expired, is replaced by a new one with nothing typed again", async () => {
    const structure = await aStructure()
    await submitSignup(visitor, aDraft(), inList(structure.id))
    const old = await lastToken()
    await renewVerification(later(8), old)
    const fresh = await lastToken()
    expect(fresh).not.toBe(old)
    expect(await confirm(later(8), old)).toEqual({ ok: false, why: "link-unknown" })
    expect((await confirm(later(8), fresh)).ok).toBe(true)
  })

  it("confirmed, is all that is left of the sign-up", async () => {
    const structure = await aStructure()
    await submitSignup(visitor, aDraft(), inList(structure.id))
    await confirm(visitor, await lastToken())
    expect(JSON.stringify(await db.signup.findFirst())).not.toMatch(/Nouvelle|nouvelle@|Formatrice/)
    expect(await db.message.count({ where: { toEmail: "nouvelle@exemple.fr", accountId: null } }), "its messages are the account's").toBe(0)
  })

  it("is sent at most five times an hour to one address, however many ask", async () => {
    const structure = await aStructure()
    for (let turn = 0; turn < 8; turn += 1) expect(await submitSignup(visitor, aDraft(), inList(structure.id))).toMatchObject({ ok: true })
    expect(await messages()).toHaveLength(5)
    for (const { id } of await db.signup.findMany()) await resendVerification(later(0.01), id)
    expect(await messages(), "nor by asking for the link again").toHaveLength(5)
    expect(await db.signup.count()).toBe(8)
  })

  it("is sent again at most once a minute", async () => {
    const structure = await aStructure()
    const draft = aDraft()
    await submitSignup(visitor, draft, inList(structure.id))
    await resendVerification(visitor, draft.id)
    expect(await messages()).toHaveLength(1)
    await resendVerification(later(0.001), draft.id)
    expect(await messages()).toHaveLength(2)
  })
})

describe("45: a sign-up with someone else's address", () => {
  const strangers = "lanterne verger mistral 48"

  it("opens nothing to the stranger: who confirms chooses the password", async () => {
    const structure = await aStructure()
    await submitSignup(visitor, aDraft({ passwordHash: await hashPassword(strangers) }), inList(structure.id))
    expect(await confirm(visitor, await lastToken())).toMatchObject({ ok: true })
    const { email } = aDraft()
    expect(await signIn(visitor, { email, password: strangers })).toEqual({ ok: false, why: "wrong-credentials" })
    expect(await signIn(visitor, { email, password })).toMatchObject({ ok: true })
  })

  it("asks the very person for the password they chose; a wrong one, or one too easy to guess, changes nothing", async () => {
    const structure = await aStructure()
    await submitSignup(visitor, aDraft({ passwordHash: await hashPassword(strangers) }), inList(structure.id))
    const token = await lastToken()
    expect(await confirmSignup(visitor, { token, password, again: true })).toEqual({ ok: false, why: "wrong-password" })
    expect(await confirmSignup(visitor, { token, password: "motdepassemotdepasse", again: false })).toEqual({ ok: false, why: "guessable" })
    expect(await confirmSignup(visitor, { token, password: "Nouvelle Personne 2026", again: false })).toEqual({
      ok: false,
      why: "guessable",
    })
    expect(await db.account.count()).toBe(0)
    expect(await confirmSignup(visitor, { token, password: strangers, again: true })).toMatchObject({ ok: true })
    expect(await signIn(visitor, { email: aDraft().email, password: strangers })).toMatchObject({ ok: true })
  })
})

describe("race 6: the same address twice at once", () => {
  it("two sign-ups confirmed together make one account, twenty times", async () => {
    const structure = await aStructure()
    for (let run = 0; run < 20; run += 1) {
      const email = `course${run}@exemple.fr`
      const tokens: string[] = []
      for (const firstName of ["Une", "Autre"]) {
        await submitSignup(
          { ...visitor, now: new Date(now.getTime() + run * 1000 + tokens.length) },
          aDraft({ email, firstName }),
          inList(structure.id),
        )
        tokens.push(await lastToken())
      }
      const results = await Promise.all(tokens.map((token) => confirm(visitor, token)))
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
      expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, why: "account-exists" })
      expect(await db.account.count({ where: { email } })).toBe(1)
    }
    expect(await db.affiliation.count()).toBe(20)
  })

  it("5: one link clicked twice at once has one effect, twenty times", async () => {
    const structure = await aStructure()
    for (let run = 0; run < 20; run += 1) {
      await submitSignup(
        { ...visitor, now: new Date(now.getTime() + run * 1000) },
        aDraft({ email: `double${run}@exemple.fr` }),
        inList(structure.id),
      )
      const token = await lastToken()
      const results = await Promise.all([confirm(visitor, token), confirm(visitor, token)])
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    }
    expect(await db.account.count()).toBe(20)
    expect(await db.affiliation.count()).toBe(20)
    expect((await messages()).filter(({ template }) => template === "request-received")).toHaveLength(20)
  })
})

describe("choosing a password", () => {
  const words = ["Éléonore", "Lacaze", "eleonore.lacaze@exemple.fr", "Mission locale du Lac"]
  it.each([
    "motdepassemotdepasse",
    "aaaaaaaaaaaaaaaaaaaa",
    "123456789123456789",
    "eleonorelacaze2024",
    "mission locale du lac",
    "azertyuiopqsdfgh",
  ])("refuses %s, too easy to guess", async (password) => {
    expect(await choosePassword(password, words)).toEqual({ ok: false, why: "guessable" })
  })
  it("accepts unrelated words, and keeps only an argon2id hash", async () => {
    const chosen = await choosePassword("bruyère tandem cobalt 71", words)
    expect(chosen).toMatchObject({ ok: true, value: expect.stringMatching(/^\$argon2id\$v=19\$m=32768,t=3,p=1\$/) })
  })
})
