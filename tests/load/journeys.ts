/** What each journey asks of a person, in the demonstration: how many presses, how many answers. */
import { type Browser, chromium, type Page } from "@playwright/test"
import { wholeBrowser } from "@/playwright.config"
import { ensureBrowser } from "@/scripts/browser"
import { signInToDemonstration } from "@/tests/support/crawl"
import { startDemonstration } from "@/tests/support/demonstration"

/** Presses and answers, counted as they are made; choosing in a list is an answer. */
function hand(page: Page) {
  const count = { presses: 0, answers: 0 }
  return {
    count,
    press: async (role: "button" | "link" | "option" | "row", name: string | RegExp, within?: RegExp) => {
      count.presses += 1
      const place = within ? page.getByRole(role === "option" ? "listbox" : "row", { name: within }) : page
      await place.getByRole(role, { name }).first().click()
    },
    answer: async (label: string, text: string) => {
      count.answers += 1
      await page.getByLabel(label, { exact: true }).first().fill(text)
    },
    tick: async (label: string) => {
      count.presses += 1
      await page.getByLabel(label).first().click()
    },
    choose: async (label: string, value: string) => {
      count.answers += 1
      await page.getByLabel(label, { exact: true }).selectOption(value)
    },
    shows: (text: string | RegExp) => page.getByText(text).first().waitFor(),
    title: (name: string | RegExp) => page.getByRole("heading", { level: 1, name }).waitFor(),
  }
}
type Hand = ReturnType<typeof hand>
type Who = "visiteur" | "membre" | "referent" | "gestionnaire"

const search = "Recherchez votre organisme de rattachement"
const institut = /Institut Horizon Formation/

type Journey = {
  name: string
  who: Who
  start: string
  /** What the guide of the portal before this one asks for the same thing; null where it says nothing. */
  guide: string | null
  walk: (hand: Hand) => Promise<void>
}

const journeys: Journey[] = [
  {
    name: "créer un compte, jusqu’à l’envoi",
    who: "visiteur",
    start: "/",
    guide: "chercher, choisir, remplir, envoyer, confirmer : 5 étapes",
    walk: async ({ press, answer, choose, title }) => {
      await press("link", "Créer un compte")
      await answer(search, "rives de vienne")
      await press("option", /Rives de Vienne/)
      await press("button", "Continuer")
      await answer("Prénom", "Alix")
      await answer("Nom", "Durand")
      await answer("Fonction", "Formatrice")
      await choose("Que devez-vous faire ?", "inscrire")
      await answer("Adresse e-mail", "alix.parcours@demo.example")
      await answer("Mot de passe", "bruyère tandem cobalt 71")
      await press("button", "Continuer")
      await press("button", "Envoyer ma demande")
      await title("Vérifiez votre messagerie")
    },
  },
  {
    name: "valider une demande et donner le profil, depuis Accueil",
    who: "referent",
    start: "/accueil",
    guide: "valider puis donner le droit : 2 écrans, 4 appuis",
    walk: async ({ press, shows }) => {
      await press("link", /KERMARREC/)
      await press("button", "Confirmer")
      await shows(/est validée par/)
    },
  },
  {
    name: "refuser une demande avec sa raison",
    who: "referent",
    start: "/demandes",
    guide: null,
    walk: async ({ press, answer, shows }) => {
      await press("button", "Refuser")
      await answer("Raison du refus", "Vous ne travaillez pas dans cette structure.")
      await press("button", "Confirmer le refus")
      await shows(/est refusée par/)
    },
  },
  {
    name: "ajouter un profil à une personne",
    who: "referent",
    start: "/accueil",
    guide: "3 appuis",
    walk: async ({ press, title, shows }) => {
      await press("link", institut)
      await title(institut)
      await press("link", "Modifier les droits")
      await press("button", "Ajouter")
      await shows(/Maintenant/)
    },
  },
  {
    name: "détacher une personne",
    who: "referent",
    start: "/accueil",
    guide: "3 appuis",
    walk: async ({ press, title, shows }) => {
      await press("link", institut)
      await title(institut)
      await press("link", "Détacher")
      await press("button", "Confirmer le détachement")
      await shows(/n’est plus rattaché/)
    },
  },
  {
    name: "demander une affiliation de plus",
    who: "membre",
    start: "/accueil",
    guide: null,
    walk: async ({ press, answer, title, shows }) => {
      await press("link", "Mes structures")
      await title("Mes structures")
      await answer(search, "institut horizon")
      await press("option", institut)
      await press("button", "Valider")
      await shows(/Votre demande est transmise/)
    },
  },
  {
    // The list stands for the mail: its link leads to the same page. What one sent oneself as prescriber, a colleague answers.
    name: "accepter un candidat, du lien du message à « acceptée »",
    who: "referent",
    start: "/rafael/preinscriptions?vue=recues",
    guide: null,
    walk: async ({ press, title, shows }) => {
      await press("link", /./, /Relais emploi.*Envoyée/)
      await title("Candidat")
      await press("button", "Accepter")
      await shows(/C’est fait pour 1 préinscription/)
    },
  },
  {
    name: "préinscrire : valider ce qui attend, du lien du message à « envoyée »",
    who: "referent",
    start: "/accueil",
    guide: null,
    walk: async ({ press, title, shows }) => {
      await press("link", /À valider/)
      await title("À valider")
      await press("button", "Valider la sélection")
      await shows(/C’est fait pour/)
    },
  },
  {
    name: "valider le premier compte d’une structure",
    who: "gestionnaire",
    start: "/accueil",
    guide: null,
    walk: async ({ press, title, shows }) => {
      await press("link", /Premiers comptes/)
      await title("Demandes à traiter")
      await press("button", "Valider")
      await press("button", "Confirmer")
      await shows(/est validée par/)
    },
  },
]

/** In the demonstration with its crowd. */
const crowded: Journey[] = [
  {
    name: "répondre à quarante demandes, le même profil à toutes",
    who: "referent",
    start: "/demandes",
    guide: "valider puis donner le droit, quarante fois : 160 appuis",
    walk: async ({ tick, press, choose, shows }) => {
      await tick("Tout cocher (40)")
      await press("button", "Répondre aux demandes cochées")
      await choose("Profil Rafael", "gestionnaire_general")
      await press("button", "Appliquer")
      await press("button", "Valider les 40 demandes")
      await shows("40 demandes traitées")
    },
  },
]

export async function benchJourneys() {
  ensureBrowser()
  console.log("Parcours, connexion comprise dans aucun : gestes (appuis) et réponses (champs)")
  await walkAll(journeys, {})
  await walkAll(crowded, { many: true })
}

async function walkAll(all: Journey[], world: { many?: boolean }) {
  const demonstration = await startDemonstration(world)
  const browser = await chromium.launch(wholeBrowser)
  try {
    for (const { name, who, start, guide, walk } of all) {
      const { presses, answers } = await walked(browser, demonstration.base, who, start, walk)
      console.log(`  ${name} : ${presses} et ${answers}${guide ? ` (le guide : ${guide})` : ""}`)
    }
  } finally {
    await browser.close()
    await demonstration.stop()
  }
}

async function walked(browser: Browser, base: string, who: Who, start: string, walk: (hand: Hand) => Promise<void>) {
  const page = await browser.newPage({ locale: "fr-FR" })
  if (who !== "visiteur") await signInToDemonstration(page, base, who)
  await page.goto(base + start)
  const counted = hand(page)
  await walk(counted)
  await page.close()
  return counted.count
}
