/** Every page of the demonstration, for each kind of person, as the links lead to it. */
import { expect, type Page, test } from "@playwright/test"
import { forEachPage, signInToDemonstration, type Visit } from "@/tests/support/crawl"
import { expectRoomForEveryone, expectSound, movements, watchMovements } from "@/tests/support/e2e-quality"
import { invalidities } from "@/tests/support/html"

const base = process.env.E2E_DEMONSTRATION_BASE ?? ""

/** Records a page's requests to third parties, its console errors and warnings, and its movements. Call it before the page opens. */
async function watch(page: Page) {
  const troubles: string[] = []
  page.on("request", (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith("data:")) troubles.push(`a third party: ${request.url()}`)
  })
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") troubles.push(`${page.url()}: ${message.text()}`)
  })
  page.on("pageerror", (error) => troubles.push(`${page.url()}: ${error.message}`))
  await watchMovements(page)
  return troubles
}

/** Everything that is wrong with a page, so that one run shows every page to mend. */
async function faults(page: Page, { address, html }: Visit): Promise<string[]> {
  const found: string[] = []
  const hold = async (check: () => Promise<void>) => check().catch((error: Error) => found.push(`${address}: ${error.message}`))
  found.push(...(await movements(page)).map((movement) => `${address} moves while it comes: ${movement}`))
  found.push(...(await invalidities(html)).map((words) => `${address}: ${words}`))
  await hold(async () => expect(page.locator("h1")).toHaveCount(1))
  await hold(() => expectSound(page))
  await hold(() => expectRoomForEveryone(page))
  await page.setViewportSize({ width: 1280, height: 900 })
  return found
}

test.use({ viewport: { width: 1280, height: 900 } })

/** Pages that say the same to everyone, or to everyone signed in: seen once. */
const sameForAll = ["/accessibilite", "/cookies", "/donnees-personnelles", "/mentions-legales", "/aide/[slug]"]
const sameSignedIn = [
  ...["", "/cle-acces", "/double-authentification", "/supprimer"].map((page) => `/mon-compte${page}`),
  "/inscription",
  "/inscription/informations",
  "/mot-de-passe-oublie",
  "/connexion",
  "/annuaires",
  "/plan-du-site",
]
/** Lists and pages of a prescriber, which a level 3 has too, with more on them. */
const sameForPrescribers = [
  ...["a-valider", "brouillons", "terminees"].map((view) => `/rafael/preinscriptions?onglet=${view}`),
  ...["/nouvelle", "/[id]/donnees", "/[id]/retirer"].map((page) => `/rafael/preinscriptions${page}`),
]
/** What visitors find, and everyone signed in as they do. */
const sameForVisitors = ["/rafael", "/rafael/formations/[id]", "/parcourspro?onglet=mois"]
/** What managers see of a session as its provider does. */
const sameForRunners = [
  "",
  "/modifier",
  "/annuler",
  ...["inscrits", "presence", "documents", "apres", "terminees"].map((view) => `?onglet=${view}`),
].map((end) => `/parcourspro/prestataire/sessions/[id]${end}`)
/** What visitors find, and managers as they do. */
const sameForManagers = ["/rafael", "/rafael/formations/[id]", "/rafael/sessions/[id]", "/parcourspro", "/parcourspro/actions/[id]"]
const forms = ["/styles", "/inscription?q=mission", "/verification/inconnu", "/mot-de-passe/inconnu", "/changement-adresse/inconnu"]

const roles = [
  { name: "visitor", who: null, more: forms, except: [], atLeast: 18 },
  {
    name: "membre",
    who: "membre",
    more: [],
    except: [...sameForAll, ...sameSignedIn, ...sameForPrescribers, ...sameForVisitors],
    atLeast: 13,
  },
  { name: "référent", who: "referent", more: [], except: [...sameForAll, ...sameForVisitors], atLeast: 45 },
  {
    name: "gestionnaire",
    who: "gestionnaire",
    more: [],
    except: [...sameForAll, ...sameSignedIn, ...sameForManagers, ...sameForVisitors, ...sameForRunners, "/parcourspro/inscriptions"],
    atLeast: 30,
  },
] as const

for (const { name, who, more, except, atLeast } of roles)
  test(`every page of a ${name} is sound, valid, still, and asks nothing of anyone else`, async ({ page }) => {
    test.setTimeout(600_000)
    const troubles = await watch(page)
    if (who) await signInToDemonstration(page, base, who)
    const seen = await forEachPage(page, base, { more, except }, async (visit) => {
      troubles.push(...(await faults(page, visit)))
    })
    console.log(`${name}: ${seen.size} pages\n  ${[...seen].join("\n  ")}`)
    expect(troubles).toEqual([])
    expect(seen.size - except.length, "pages looked at").toBeGreaterThanOrEqual(atLeast)
  })
