import { expect, type Page, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { bareRequest, encodeForm, reactFields, reactFieldsIn } from "@/tests/support/e2e-forms"
import { anAddress, base, mailTo, password, signIn, signInByForm, someone } from "@/tests/support/e2e-people"
import { anActiveAffiliation, aPendingRequest, aStructure } from "@/tests/support/factories"

const strict = process.env.E2E_STRICT_BASE ?? ""

test("every answer carries the policy, with a nonce of its own: pages, files, refusals, redirections, the search address", async ({
  request,
}) => {
  const html = await (await request.get(`${base}/connexion`)).text()
  const script = html.match(/\/_next\/static\/[^"]+\.js/)?.[0] ?? ""
  const nonces = new Set<string>()
  for (const path of [
    "/",
    "/connexion",
    "/accueil",
    "/introuvable",
    "/adresse/inconnue",
    script,
    "/icon.svg",
    "/api/structures?q=a",
    "/api/auth/csrf",
    "/healthz",
    "/readyz",
  ]) {
    const { headers } = await bareRequest(base + path)
    const nonce = String(headers["content-security-policy"]).match(/script-src 'nonce-([^']{20,})' 'strict-dynamic'/)?.[1] ?? ""
    expect(nonce, path).not.toBe("")
    nonces.add(nonce)
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
    })
    expect(headers["x-powered-by"]).toBeUndefined()
  }
  expect(nonces.size).toBe(11)
  expect(html.match(/<script(?![^>]*nonce=)[^>]*>/g), "no script without the nonce").toBeNull()
})

test("no page breaks the policy, and what a page holds of a person is kept by no cache", async ({ page }) => {
  const structure = await aStructure()
  const referent = await someone("Politique")
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true, rafaelProfil: "gestionnaire_general" })
  const { id } = await aPendingRequest((await someone("Nadia")).id, structure.id)
  const broken = await violations(page)
  for (const path of [
    "/",
    "/connexion",
    "/mot-de-passe-oublie",
    "/inscription",
    "/inscription/structure-absente",
    "/introuvable",
    "/adresse/inconnue",
  ])
    await page.goto(base + path)
  await page.goto(`${base}/inscription`)
  await page.getByRole("combobox").fill("institut")
  await page.getByRole("option").first().waitFor()
  await signIn(page, referent.email)
  for (const path of [
    "/accueil",
    "/mon-compte",
    "/mon-compte/double-authentification",
    "/mon-compte/cle-acces",
    "/mon-compte/supprimer",
    "/mes-structures",
    "/annuaires",
    "/demandes",
    `/demandes/${id}/valider`,
    "/aide",
  ]) {
    const answer = await page.goto(base + path)
    expect(answer?.headers()["cache-control"], path).toContain("no-store")
    await page.waitForLoadState("networkidle")
  }
  expect(broken()).toEqual([])
  // A check of the test itself: the policy stops a script that it does not know, and the test sees it.
  await page.evaluate(() => {
    const script = document.createElement("script")
    script.textContent = "window.intrus = true"
    document.body.setAttribute("onclick", "window.intrus = true")
    document.body.click()
  })
  await expect.poll(() => broken().length).toBeGreaterThan(0)
  expect(await page.evaluate(() => "intrus" in window)).toBe(false)
})

/** What the policy stopped, on every page from now on. */
async function violations(page: Page) {
  const found: string[] = []
  await page.exposeFunction("tellViolation", (text: string) => void found.push(text))
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      const tell = (window as unknown as { tellViolation: (text: string) => void }).tellViolation
      tell(`${location.pathname} ${violatedDirective} ${blockedURI} ${sample}`)
    })
  })
  return () => found
}

test("18: a huge body, announced or not, is refused before it is read, and memory stays flat", async ({ request }) => {
  const fields = await reactFields(request, `${base}/connexion`, "Se connecter")
  const huge = encodeForm({ ...fields, email: "a".repeat(5_000_000), password: "b" })
  for (const path of ["/connexion", "/api/auth/callback/credentials", "/inscription/informations"]) {
    const refused = await bareRequest(base + path, { method: "POST", body: huge.body, headers: { ...huge.headers, origin: base } }).catch(
      (error: { code?: string }) => ({ status: error.code === "EPIPE" || error.code === "ECONNRESET" ? 413 : 0, body: "" }),
    )
    expect(refused.status, path).toBe(413)
  }
  const { "content-length": _length, ...unannounced } = huge.headers
  const chunked = await bareRequest(`${base}/connexion`, {
    method: "POST",
    body: huge.body,
    headers: { ...unannounced, "transfer-encoding": "chunked", origin: base },
  }).catch((error: { code?: string }) => ({ status: error.code === "EPIPE" || error.code === "ECONNRESET" ? 411 : 0, body: "" }))
  expect(chunked.status).toBe(411)
  const ordinary = encodeForm({ ...fields, email: "personne@exemple.fr", password: "b" })
  const answered = await bareRequest(`${base}/connexion`, {
    method: "POST",
    body: ordinary.body,
    headers: { ...ordinary.headers, origin: base },
  })
  expect(answered.status, "the control").toBe(200)
  expect(answered.body).toContain("Adresse e-mail ou mot de passe incorrect.")
})

test("19, 20: NUL, lone surrogates and hostile addresses get words, never a failure", async ({ request }) => {
  const structure = await aStructure()
  const url = `${base}/inscription/informations?siret=${structure.siret}`
  const fields = await reactFields(request, url, "Continuer")
  const typed = { siret: structure.siret, firstName: "Alix", lastName: "Durand", jobTitle: "Formatrice", phone: "", need: "", password }
  const post = async (more: Record<string, string>) => {
    const { body, headers } = encodeForm({ ...fields, ...typed, email: anAddress("hostile"), ...more })
    return bareRequest(url, { method: "POST", body, headers: { ...headers, origin: base } })
  }
  for (const firstName of ["Al\0ix", "Al\u0007ix", "\u202eAlix"]) {
    const answer = await post({ firstName })
    expect(answer.status, JSON.stringify(firstName)).toBe(200)
    expect(answer.body).toContain("Ce texte contient des caractères qui ne peuvent pas être enregistrés.")
  }
  for (const email of ["a＠b.fr", "a@b.fr,c@d.fr", "a@b.fr\r\nBcc: tous@b.fr", "a\u202e@b.fr", "a\u200b@b.fr", "é@b.fr", "a@b.fr\0"]) {
    const answer = await post({ email })
    expect(answer.status, JSON.stringify(email)).toBe(200)
    expect(answer.body).toContain("Saisissez une adresse e-mail valide")
  }
  const accepted = await post({})
  expect([accepted.status, accepted.headers.location], "the control").toEqual([
    303,
    expect.stringMatching(/^\/inscription\/recapitulatif\?demande=/),
  ])
})

test("24: stuffing from one place, each time under another forged X-Forwarded-For, is stopped; other places are not", async ({
  request,
}) => {
  test.setTimeout(120_000)
  const person = await someone("Cible")
  const fields = await reactFields(request, `${base}/connexion`, "Se connecter")
  const attempt = async (email: string, given: string, from: string, forged: string, at = base) => {
    const { body, headers } = encodeForm({ ...fields, email, password: given, retour: "/accueil" })
    const claims = { "x-forwarded-for": forged, "x-client-ip": forged, forwarded: `for=${forged}` }
    const answer = await bareRequest(`${at}/connexion`, { method: "POST", body, from, headers: { ...headers, ...claims, origin: at } })
    return answer.status === 303 ? "in" : answer.body.includes("il faut attendre") ? "wait" : answer.body.includes("incorrect") ? "no" : "?"
  }
  const answers: string[] = []
  for (let batch = 0; batch < 11; batch += 1)
    answers.push(
      ...(await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          attempt(anAddress("fuite"), "un mot volé ailleurs", "127.0.0.77", `203.0.113.${batch * 10 + index}`),
        ),
      )),
    )
  expect(answers.filter((answer) => answer === "no")).toHaveLength(100)
  expect(answers.slice(100)).toEqual(Array(10).fill("wait"))
  expect(await attempt(person.email, password, "127.0.0.77", "203.0.113.200"), "the right one too, from there").toBe("wait")
  expect(await attempt(person.email, password, "127.0.0.78", "127.0.0.77"), "from elsewhere it works").toBe("in")
  expect(await db.session.findFirst({ where: { accountId: person.id } })).toMatchObject({ ip: "127.0.0.78" })

  // Behind a declared proxy, the portal trusts the last address, which the proxy adds, not the first, which a client can invent.
  expect(await attempt(person.email, password, "127.0.0.77", "127.0.0.77, 198.51.100.7", strict)).toBe("in")
  expect(await db.session.findFirst({ where: { accountId: person.id }, orderBy: { createdAt: "desc" } })).toMatchObject({
    ip: "198.51.100.7",
  })
})

test("51: an address that cannot be read, an envelope without its seam, another origin: refused, never a failure", async () => {
  for (const path of ["/%ff", "/verification/%ff", "/admin/comptes/%E0%A4%A", "/_next/static/%ff", "/api/%ff", "/%"]) {
    const answer = await bareRequest(base + path)
    expect([path, answer.status, answer.body]).toEqual([path, 400, "Cette adresse est mal écrite."])
  }
  for (const path of ["/%25ff", "/verification/%25ff", "/%00", "/aide/%00", "/aide?q=%ff"])
    expect((await bareRequest(base + path)).status, path).toBeLessThan(500)
  for (const method of ["TRACE", "PUT", "DELETE", "PATCH"])
    expect((await bareRequest(`${base}/connexion`, { method })).status, method).toBe(405)
  const fields = { email: "a@b.fr", password: "x", retour: "" }
  const hidden = reactFieldsIn((await bareRequest(`${base}/connexion`)).body, "Se connecter")
  const { body, headers } = encodeForm({ ...hidden, ...fields })
  const post = (more: Record<string, string>) =>
    bareRequest(`${base}/connexion`, { method: "POST", headers: { ...headers, ...more }, body })
  for (const origin of ["null", "https://mal.example", "pas une adresse", ""]) {
    expect([origin, (await post({ origin })).status]).toEqual([origin, 403])
    expect([origin, (await post({ origin, "next-action": "7f" })).status]).toEqual([origin, 403])
  }
  expect((await post({ origin: base })).status, "the control").toBe(200)
  expect((await post({ origin: base, "content-type": "multipart/form-data" })).status).toBe(400)
})

test("46: whoever guesses from elsewhere does not keep the owner out of a browser they know", async ({ page, browser }) => {
  const person = await someone("Visée")
  await signInByForm(page, person.email)
  await page.getByRole("button", { name: "Se déconnecter" }).click()
  const strangers = await (await browser.newContext()).newPage()
  await strangers.goto(`${base}/connexion`)
  for (const given of ["faux 1", "faux 2", "faux 3", "faux 4", "faux 5", password]) {
    await strangers.getByLabel("Adresse e-mail").fill(person.email)
    await strangers.getByLabel("Mot de passe").fill(given)
    await strangers.getByRole("button", { name: "Se connecter" }).click()
    await expect(strangers.getByRole("alert").first()).toContainText("Adresse e-mail ou mot de passe incorrect.")
  }
  await expect(strangers.getByRole("alert").first()).toContainText("il faut attendre un peu")
  await signInByForm(page, person.email)
  await mailTo(person.email, /Plusieurs mots de passe ont été essayés/)
})

test("23: after five wrong passwords everything waits, in the same words; the manager sees it and lifts it", async ({ page, browser }) => {
  const person = await someone("Bloquée")
  const manager = await someone("Camille", { isManager: true })
  await page.goto(`${base}/connexion`)
  const give = async (given: string) => {
    await page.getByLabel("Adresse e-mail").fill(person.email)
    await page.getByLabel("Mot de passe").fill(given)
    await page.getByRole("button", { name: "Se connecter" }).click()
  }
  for (let turn = 0; turn < 5; turn += 1) {
    await give(`faux ${turn}`)
    await expect(page.getByRole("alert").first()).toContainText("Adresse e-mail ou mot de passe incorrect.")
  }
  await give(password)
  await expect(page.getByRole("alert").first()).toContainText(/il faut attendre un peu\s: réessayez dans \d+ secondes/)
  await expect(page.getByLabel("Adresse e-mail")).toHaveValue(person.email)

  const office = await (await browser.newContext()).newPage()
  await signIn(office, manager.email)
  await office.goto(`${base}/admin/comptes?q=${encodeURIComponent(person.email)}`)
  const card = office.getByRole("row").filter({ hasText: person.email })
  await expect(card).toContainText("5 mauvais mots de passe")
  await expect(card).toContainText("Ralenti")
  await card.getByRole("button", { name: "Déverrouiller" }).click()
  await expect(office.getByRole("status")).toContainText("Le compte est déverrouillé")
  await give(password)
  await expect(page.getByRole("heading", { level: 1, name: "Accueil" })).toBeVisible()
})

test("an action of one's own account, posted by another, or from elsewhere, or with more keys, does nothing", async ({ page }) => {
  const [person, other] = [await someone("Victime"), await someone("Intrus")]
  await signIn(page, person.email)
  const theirs = await db.session.findFirstOrThrow({ where: { accountId: person.id } })
  await signIn(page, other.email)
  const fields = await reactFields(page.request, `${base}/mon-compte`, "sessionId")
  const own = await db.session.findFirstOrThrow({ where: { accountId: other.id, revokedAt: null } })
  const post = (more: Record<string, string>, origin: string) =>
    page.request.post(`${base}/mon-compte`, { multipart: { ...fields, ...more }, headers: { origin }, maxRedirects: 0 })
  await db.session.update({ where: { id: theirs.id }, data: { revokedAt: null } })
  expect(await (await post({ sessionId: theirs.id }, base)).text(), "33").toContain("Cette connexion est introuvable")
  expect(await db.session.findUnique({ where: { id: theirs.id } })).toMatchObject({ revokedAt: null })
  expect(await db.journal.findFirst({ where: { action: "session.end", actorId: other.id } })).toMatchObject({
    outcome: "refused",
    targetId: theirs.id,
  })
  await post({ sessionId: own.id }, "https://mal.example")
  await post({ sessionId: own.id, accountId: person.id }, base)
  expect(await db.session.findUnique({ where: { id: own.id } }), "34").toMatchObject({ revokedAt: null })
  await post({ sessionId: own.id }, base)
  expect((await db.session.findUniqueOrThrow({ where: { id: own.id } })).revokedAt, "the same, honestly").not.toBeNull()
})
