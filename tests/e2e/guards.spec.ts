import { expect, type Page, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { reactFields } from "@/tests/support/e2e-forms"
import { base, portals, signIn, signInByForm, someone } from "@/tests/support/e2e-people"
import { anActiveAffiliation, aPendingRequest, aStructure } from "@/tests/support/factories"

const guarded = [
  "/accueil",
  "/mon-compte",
  "/mon-compte/cle-acces",
  "/mon-compte/double-authentification",
  "/mon-compte/donnees",
  "/mon-compte/supprimer",
  "/mes-structures",
  "/annuaires",
  "/demandes",
  "/admin",
  "/admin/demandes",
  "/admin/comptes",
  "/admin/courriels",
  "/rafael/catalogue",
  "/rafael/preinscriptions",
  "/parcourspro/employeur",
  "/parcourspro/prestataire",
]
/** The guarded pages that anyone signed in may open. */
const own = Object.fromEntries(
  guarded.filter((path) => /^\/(accueil|mon-compte|mes-structures|annuaires)/.test(path)).map((path) => [path, 200]),
)
const open = ["/", "/connexion", "/inscription", "/aide", "/mot-de-passe-oublie"]

for (const [what, at] of portals) {
  test.describe(what, () => {
    test("a stranger enters no guarded page, and is sent to sign in", async ({ page, request }) => {
      for (const path of guarded) {
        const answer = await request.get(at + path, { maxRedirects: 0 })
        const body = await answer.text()
        expect([path, /exemple\.fr|DURAND/i.test(body)]).toEqual([path, false])
        await page.goto(at + path)
        await expect(page, path).toHaveURL(`${at}/connexion?retour=${encodeURIComponent(path)}`)
      }
      for (const path of open) expect((await request.get(at + path)).status(), path).toBe(200)
    })

    test("a member without profil finds 404 where a right is needed, and their own pages elsewhere", async ({ page }) => {
      const structure = await aStructure()
      const member = await someone("Membre")
      await anActiveAffiliation(member.id, structure.id)
      await signIn(page, member.email, at)
      await expectStatuses(page, at, own, 404)
    })

    test("each profil opens its page and no other", async ({ page }) => {
      const structure = await aStructure()
      const person = await someone("Profils")
      const { id } = await anActiveAffiliation(person.id, structure.id)
      await signIn(page, person.email, at)
      for (const [rights, opened] of [
        [{ rafaelProfil: "gestionnaire_catalogue" }, { "/rafael/catalogue": 200 }],
        [{ rafaelProfil: "prescripteur_1" }, { "/rafael/preinscriptions": 200 }],
        [
          { rafaelProfil: "gestionnaire_general", isEmployeur: true },
          { "/rafael/catalogue": 200, "/rafael/preinscriptions": 200, "/parcourspro/employeur": 200 },
        ],
        [{ rafaelProfil: null, isEmployeur: false, isPrestataire: true }, { "/parcourspro/prestataire": 200 }],
        [{ isPrestataire: false, isReferent: true }, { "/demandes": 200 }],
      ] as const) {
        await db.affiliation.update({ where: { id }, data: rights })
        await expectStatuses(page, at, { ...own, ...opened }, 404)
      }
    })

    test("a manager enters the administration", async ({ page }) => {
      const manager = await someone("Camille", { isManager: true })
      await signIn(page, manager.email, at)
      for (const path of guarded.filter((each) => each.startsWith("/admin")))
        expect((await page.request.get(at + path)).status(), path).toBe(200)
    })

    test("33: another structure's request is 404 to its neighbour", async ({ page }) => {
      const [here, there] = [await aStructure(), await aStructure()]
      const referent = await someone("Voisine")
      await anActiveAffiliation(referent.id, here.id, { isReferent: true })
      const applicant = await someone("Nadia")
      const theirs = await aPendingRequest(applicant.id, there.id)
      const own = await aPendingRequest(applicant.id, here.id)
      await signIn(page, referent.email, at)
      for (const gesture of ["valider", "refuser"]) {
        expect((await page.request.get(`${at}/demandes/${theirs.id}/${gesture}`)).status()).toBe(404)
        expect((await page.request.get(`${at}/demandes/${own.id}/${gesture}`)).status()).toBe(200)
      }
    })
  })
}

/** Opens every guarded page and compares the statuses; a page that `expected` does not name must answer `otherwise`. */
async function expectStatuses(page: Page, at: string, expected: Record<string, number>, otherwise: number) {
  const answers: Record<string, number> = {}
  for (const path of guarded) answers[path] = (await page.request.get(at + path)).status()
  expect(answers).toEqual(Object.fromEntries(guarded.map((path) => [path, expected[path] ?? otherwise])))
}

test.describe("the session", () => {
  test("27: its cookie replayed after sign-out opens nothing", async ({ page, context, request }) => {
    const person = await someone("Rejeu")
    await signInByForm(page, person.email)
    const [cookie] = (await context.cookies()).filter(({ name }) => name.includes("session-token"))
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" })
    const replay = () => request.get(`${base}/accueil`, { maxRedirects: 0, headers: { cookie: `${cookie?.name}=${cookie?.value}` } })
    expect((await replay()).status()).toBe(200)
    await page.getByRole("button", { name: "Se déconnecter" }).click()
    await page.waitForURL(`${base}/`)
    const answer = await replay()
    expect(answer.status()).not.toBe(200)
    expect(await answer.text()).not.toContain("Rejeu")
  })

  test("26: signing in again gives a new session, and ends the one this browser had", async ({ page, context }) => {
    const person = await someone("Fixation")
    await signInByForm(page, person.email)
    const before = await context.cookies()
    await signInByForm(page, person.email)
    expect((await context.cookies()).find(({ name }) => name.includes("session-token"))?.value).not.toBe(
      before.find(({ name }) => name.includes("session-token"))?.value,
    )
    const sessions = await db.session.findMany({ where: { accountId: person.id } })
    expect(sessions.filter(({ revokedAt }) => revokedAt === null)).toHaveLength(1)
  })

  test("39: data sent to next-auth's update never reaches the session", async ({ page }) => {
    const person = await someone("Injection")
    await signInByForm(page, person.email)
    const { csrfToken } = await (await page.request.get(`${base}/api/auth/csrf`)).json()
    const answer = await page.request.post(`${base}/api/auth/session`, {
      headers: { origin: base },
      data: { csrfToken, data: { isManager: true, accountId: "autre", sid: "autre" } },
    })
    expect(answer.status()).toBe(200)
    expect((await page.request.get(`${base}/admin`)).status()).toBe(404)
    expect((await page.request.get(`${base}/accueil`)).status()).toBe(200)
    expect(JSON.stringify(await (await page.request.get(`${base}/api/auth/session`)).json())).not.toContain("isManager")
  })

  test("next-auth's own addresses sign in and out on the same rows", async ({ request }) => {
    const person = await someone("Direct")
    const { csrfToken } = await (await request.get(`${base}/api/auth/csrf`)).json()
    const enter = (password: string) =>
      request.post(`${base}/api/auth/callback/credentials`, {
        headers: { origin: base },
        form: { csrfToken, email: person.email, password, json: "true", callbackUrl: "https://mal.example/" },
      })
    expect((await enter("un mauvais mot de passe")).status()).toBe(401)
    const at = `${base}/api/auth/callback/credentials`
    for (const data of [{ email: {}, password: "x" }, { email: ["a"], password: "x" }, { email: person.email }]) {
      const answer = await request.post(at, { headers: { origin: base }, data: { csrfToken, json: "true", ...data } })
      expect([answer.status(), (await answer.json()).url], "51: no text, no error of its own").toEqual([
        401,
        expect.stringContaining("error=CredentialsSignin"),
      ])
    }
    for (const data of ["{", "null", JSON.stringify({ csrfToken, callbackUrl: {} })])
      expect((await request.post(at, { headers: { origin: base, "content-type": "application/json" }, data })).status(), data).toBe(400)
    expect((await request.get(at)).status()).toBe(400)
    const entered = await enter("bruyère tandem cobalt 71")
    expect(await entered.json()).toEqual({ url: `${base}/accueil` })
    expect((await request.get(`${base}/accueil`)).status()).toBe(200)
    const leave = (origin: string) => request.post(`${base}/api/auth/signout`, { headers: { origin }, form: { csrfToken, json: "true" } })
    expect((await leave("https://mal.example")).status()).toBe(403)
    expect((await request.get(`${base}/accueil`)).status()).toBe(200)
    await leave(base)
    expect(await db.session.count({ where: { accountId: person.id, revokedAt: null } })).toBe(0)
  })
})

test("32: an action posted from elsewhere, or with keys it does not know, changes nothing", async ({ page, request }) => {
  const structure = await aStructure()
  const referent = await someone("Cible")
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
  const applicant = await someone("Nadia")
  const { id } = await aPendingRequest(applicant.id, structure.id)
  await signIn(page, referent.email)
  const fields = await reactFields(page.request, `${base}/demandes/${id}/valider`, "Confirmer")
  const post = (more: Record<string, string>, headers: Record<string, string>) =>
    page.request.post(`${base}/demandes/${id}/valider`, {
      multipart: { ...fields, affiliationId: id, rafaelProfil: "", ...more },
      headers,
      maxRedirects: 0,
    })
  const status = async () => (await db.affiliation.findUniqueOrThrow({ where: { id } })).status

  await post({}, {})
  expect(await status(), "no Origin").toBe("pending")
  await post({}, { origin: "https://mal.example" })
  expect(await status(), "another Origin").toBe("pending")
  for (const forged of ["isReferent", "status", "isManager", "accountId"]) {
    await post({ [forged]: "active" }, { origin: base })
    expect(await status(), `unknown key ${forged}`).toBe("pending")
  }
  await post({ rafaelProfil: "super_admin" }, { origin: base })
  expect(await status(), "34: forged profil").toBe("pending")
  await request.post(`${base}/demandes/${id}/valider`, {
    multipart: { ...fields, affiliationId: id, rafaelProfil: "" },
    headers: { origin: base },
    maxRedirects: 0,
  })
  expect(await status(), "signed out").toBe("pending")
  await post({}, { origin: base })
  expect(await status(), "the same, honestly").toBe("active")
})

test("the search address answers what its contract says, and nothing else", async ({ request }) => {
  const name = `Contrat ${crypto.randomUUID().slice(0, 8)}`
  const { siret } = await aStructure({ raisonSociale: name, sigle: "CTR", types: ["formateur"] })
  const answer = await request.get(`${base}/api/structures?q=${encodeURIComponent(name)}&limit=10`)
  expect(answer.headers()["cache-control"]).toBe("public, max-age=60")
  expect(await answer.json()).toEqual({
    structures: [
      {
        siret,
        raisonSociale: name,
        sigle: "CTR",
        enseigne: null,
        codePostal: "64000",
        commune: "Pau",
        departement: "64",
        types: ["formateur"],
        state: "active",
      },
    ],
  })
  const elsewhere = await (await request.get(`${base}/api/structures?q=${encodeURIComponent(`${name} introuvablissime`)}`)).json()
  expect(elsewhere).toMatchObject({ structures: [{ siret }], departure: { words: ["introuvablissime"], where: null } })
  for (const method of ["POST", "PUT"])
    expect((await request.fetch(`${base}/api/structures?q=a`, { method, headers: { origin: base } })).status()).toBe(405)
  expect((await request.fetch(`${base}/api/structures?q=${encodeURIComponent(name)}`, { method: "HEAD" })).headers()["content-type"]).toBe(
    "application/json",
  )
  for (const query of ["", "?q=", "?q=%00&limit=-5", `?q=${"a".repeat(5000)}&limit=abc`, "?q=%25"])
    expect((await request.get(`${base}/api/structures${query}`)).status()).toBe(200)
})
