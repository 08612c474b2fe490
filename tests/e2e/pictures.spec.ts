/**
 * The pictures of the help pages, taken from the demonstration as it runs: `npm run pictures` writes them into public/aide,
 * and this test fails when a screen no longer looks like its picture.
 */
import { type Browser, expect, type Page, test } from "@playwright/test"
import { answers, pictureSize } from "@/components/desk/help/answers"
import { demonstrationInvitation } from "@/prisma/seed/people"
import { signInToDemonstration } from "@/tests/support/crawl"

const base = process.env.E2E_DEMONSTRATION_BASE ?? ""

type People = Record<"visitor" | "member" | "referent" | "manager", Page>
type Shot = (people: People) => Promise<Page>

const at =
  (who: keyof People, path: string, top?: string): Shot =>
  async (people) => {
    const page = people[who]
    await page.goto(base + path)
    if (top) await page.locator(top).evaluate((element) => element.scrollIntoView({ block: "start" }))
    return page
  }

/** As `at`, then through these links. */
const through =
  (who: keyof People, path: string, ...links: RegExp[]): Shot =>
  async (people) => {
    const page = await at(who, path)(people)
    for (const name of links) {
      const before = page.url()
      await page.getByRole("main").getByRole("link", { name }).first().click()
      await page.waitForURL((url) => url.href !== before)
    }
    await page.getByRole("heading", { level: 1 }).waitFor()
    return page
  }

/** What the other tests do today beside this one is not in the picture of the journal. */
const twoDaysAgo = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(Date.now() - 2 * 86_400_000)

const institut = /Institut Horizon Formation/
const shots: Record<string, Shot> = {
  "creer-un-compte": async (people) => {
    const page = await at("visitor", "/inscription")(people)
    await page.getByRole("combobox", { name: "Recherchez votre organisme de rattachement" }).fill("mission locale rives")
    await page.getByRole("option", { name: /Rives de Vienne/ }).waitFor()
    return page
  },
  "structure-absente": at("visitor", "/inscription/structure-absente"),
  "message-de-confirmation": async (people) => {
    const page = await at("visitor", "/inscription")(people)
    await page.getByRole("combobox", { name: "Recherchez votre organisme de rattachement" }).fill("mission locale rives")
    await page.getByRole("option", { name: /Rives de Vienne/ }).click()
    await page.getByRole("button", { name: "Continuer" }).click()
    await page.getByLabel("Prénom").fill("Alix")
    await page.getByLabel("Nom", { exact: true }).fill("Durand")
    await page.getByLabel("Fonction").fill("Formatrice")
    await page.getByLabel("Adresse e-mail").fill("alix.durand@demo.example")
    await page.getByLabel("Mot de passe").fill("bruyère tandem cobalt 71")
    await page.getByRole("button", { name: "Continuer" }).click()
    await page.getByRole("button", { name: "Envoyer ma demande" }).click()
    await page.getByRole("button", { name: "Renvoyer le message" }).waitFor()
    return page
  },
  "accepter-une-invitation": at("visitor", `/invitation/${demonstrationInvitation}`),
  connexion: at("visitor", "/connexion"),
  profils: at("referent", "/accueil"),
  "plusieurs-structures": at("member", "/mes-structures"),
  "qui-valide": at("member", "/accueil"),
  precision: at("member", "/accueil"),
  "changer-adresse": at("member", "/mon-compte"),
  "proteger-mon-compte": at("member", "/mon-compte", "#securite"),
  "je-pars": at("member", "/mes-structures/changement-employeur"),
  "mes-donnees": at("member", "/mon-compte/supprimer"),
  "deux-comptes": at("member", "/aide", "#contact"),
  "mes-fichiers": at("referent", "/mes-fichiers"),
  annuaires: at("member", "/annuaires"),
  repondre: async (people) => {
    const page = await at("referent", "/demandes")(people)
    await page.getByRole("button", { name: "Valider" }).first().click()
    await page.getByRole("heading", { level: 1, name: /Valider la demande/ }).waitFor()
    return page
  },
  inviter: through("referent", "/mes-structures", institut, /^Inviter$/),
  "mon-absence": through("referent", "/mes-structures", institut, /^Mon absence$/),
  "revoir-les-droits": through("referent", "/accueil", /^Faire la revue$/),
  "mener-une-revue": at("manager", "/admin/revues"),
  "donner-des-droits": through("referent", "/mes-structures", institut, /Modifier les droits/),
  detacher: through("referent", "/mes-structures", institut, /Détacher/),
  "liste-des-personnes": async (people) => {
    const page = await through("referent", "/mes-structures", institut)(people)
    await page.locator("#utilisateurs").evaluate((element) => element.scrollIntoView({ block: "start" }))
    return page
  },
  "corriger-la-structure": through("referent", "/mes-structures", institut, /Signaler une modification/),
  "changer-de-referent": through("referent", "/mes-structures", institut, /Demander un changement de référent/),
  "demandes-des-gestionnaires": at("manager", "/admin/demandes"),
  "gerer-une-structure": through("manager", "/admin/structures?q=institut+horizon", institut),
  importer: at("manager", "/admin/structures/import"),
  "prendre-le-controle": through("manager", "/admin/comptes?q=sacha", /Sacha MARTIN/),
  actualites: at("manager", "/admin/actualites"),
  "liens-de-l-accueil": at("manager", "/admin/tuiles"),
  "connecter-une-application": at("manager", "/admin/applications"),
  "entrer-dans-une-application": at("member", "/mon-compte", "#applications"),
  adherer: at("referent", "/adhesion"),
  courriels: at("manager", "/admin/courriels"),
  journal: at("manager", `/admin/journal?au=${twoDaysAgo}`),
  "chercher-une-formation": at("visitor", "/rafael?q=cuisinier"),
  "suivre-ma-candidature": at("visitor", "/candidature/inconnue"),
  preinscrire: through("member", "/rafael?q=cuisinier&financee=1", /Cuisinier/, /Préinscrire un candidat/),
  "suivre-les-preinscriptions": at("member", "/rafael/preinscriptions?vue=envoyees"),
  "repondre-aux-preinscriptions": at("referent", "/rafael/preinscriptions?vue=recues"),
  "offre-de-formation": at("referent", "/rafael/catalogue"),
  "s-inscrire-au-programme": at("visitor", "/parcourspro"),
  "suivre-mes-inscriptions": at("member", "/parcourspro/inscriptions"),
  "repondre-a-mes-salaries": at("referent", "/parcourspro/employeur"),
  "mes-sessions-du-programme": at("referent", "/parcourspro/prestataire"),
  "gerer-le-programme": at("manager", "/admin/parcourspro"),
}

async function signedIn(browser: Browser, who: "membre" | "referent" | "gestionnaire") {
  const page = await browser.newPage()
  await signInToDemonstration(page, base, who)
  return page
}

/** The member asks for a second structure: a request that waits. */
async function askToJoin({ member }: People) {
  await member.goto(`${base}/mes-structures`)
  await member.getByRole("combobox", { name: "Recherchez votre organisme de rattachement" }).fill("institut horizon")
  await member.getByRole("option", { name: institut }).click()
  await member.getByRole("button", { name: "Valider" }).click()
  await member.getByRole("status").filter({ hasText: "transmise" }).waitFor()
}

/** The référent of that structure asks the member a question before deciding. */
async function askSomething({ referent }: People) {
  await referent.goto(`${base}/demandes`)
  await referent
    .getByRole("row", { name: /Sacha MARTIN/ })
    .getByRole("button", { name: "Valider" })
    .click()
  await referent.getByText("Demander une précision").click()
  await referent.getByLabel("Votre question").fill("Dans quel service travaillerez-vous, et depuis quand ?")
  await referent.getByRole("button", { name: "Envoyer la question" }).click()
  await referent.getByRole("status").filter({ hasText: "Votre question est partie" }).waitFor()
}

/** The pages show the days, hours and ages of now: this replaces each of them with a fixed one. */
async function stopTheClock(page: Page) {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      node.textContent = (node.textContent ?? "")
        .replace(
          /\d{1,2}(er)?\s(janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\s\d{4}/g,
          "12 janvier 2027",
        )
        // What comes after a deadline is later.
        .replace(/(à partir du\s)12/, (_, words) => `${words}26`)
        .replace(/(janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\s\d{4}/g, "janvier 2027")
        .replace(/\d{2}:\d{2}/g, "10:30")
        .replace(/il y a \d+ (secondes?|minutes?|heures?|jours?)|\bavant-hier\b|\bhier\b|aujourd’hui|à l’instant/g, "il y a 2 jours")
        .replace(/\d+\sjours?\souvrés?|Moins d’un jour/g, "2 jours ouvrés")
    for (const input of document.querySelectorAll<HTMLInputElement>("input[type=date]")) input.value = ""
  })
}

test.use({
  viewport: pictureSize,
  deviceScaleFactor: 1,
  colorScheme: "light",
  reducedMotion: "reduce",
})

test("each answer has the picture of its screen as it is", async ({ browser }) => {
  test.setTimeout(240_000)
  const people: People = {
    visitor: await browser.newPage(),
    member: await signedIn(browser, "membre"),
    referent: await signedIn(browser, "referent"),
    manager: await signedIn(browser, "gestionnaire"),
  }
  expect(Object.keys(shots).sort()).toEqual(answers.map(({ slug }) => slug).sort())
  for (const page of Object.values(people)) await page.setViewportSize(pictureSize)
  const before = ["profils", "repondre", "demandes-des-gestionnaires"]
  for (const slug of before) await take(slug, people)
  await askToJoin(people)
  await take("qui-valide", people)
  await askSomething(people)
  for (const slug of Object.keys(shots)) if (slug !== "qui-valide" && !before.includes(slug)) await take(slug, people)
})

async function take(slug: string, people: People) {
  const page = (await shots[slug]?.(people)) ?? people.visitor
  await page.evaluate(() => document.fonts.ready)
  // Waits until React has woken the page: it would write back the days that it finds changed.
  await page.waitForFunction(() =>
    [...document.querySelectorAll("main a, main button")].every((each) => Object.keys(each).some((key) => key.startsWith("__reactProps"))),
  )
  await stopTheClock(page)
  // Another version of the browser may smooth letters differently, so one pixel in a hundred may differ.
  await expect
    .soft(page, slug)
    .toHaveScreenshot(`${slug}.png`, { maxDiffPixelRatio: 0.01, animations: "disabled", caret: "hide", scale: "css" })
}
