/** The main journeys in the two other engines that people have, on the demonstration as a newcomer starts it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { startDemonstration } from "@/tests/support/demonstration"
import { firefox, noFirefox } from "./firefox"
import { eventually, type Hand, hears } from "./hand"
import { noWebkit, webkit } from "./webkit"

const password = "demonstration-portail"
const chosen = "bruyère tandem cobalt 71"

let portal: Awaited<ReturnType<typeof startDemonstration>>
beforeAll(async () => {
  portal = await startDemonstration({ many: true })
}, 300_000)
afterAll(() => portal.stop())

async function signIn(hand: Hand, who: "referent" | "gestionnaire") {
  await hand.open(`${portal.base}/connexion`)
  await hand.write("Adresse e-mail", `${who}@demo.example`)
  await hand.write("Mot de passe", password)
  await hand.press("Se connecter")
  await hears(hand, "Se déconnecter")
}

async function signOut(hand: Hand) {
  await hand.press("Se déconnecter")
  await hears(hand, "Connexion")
}

/** The link that the last message to this address holds, read where managers read it. */
async function linkTo(hand: Hand, email: string) {
  await signIn(hand, "gestionnaire")
  await hand.open(`${portal.base}/admin/courriels?adresse=${encodeURIComponent(email)}`)
  await hand.press("Confirmez votre adresse e-mail")
  const link = await eventually("the link", async () => /https?:\S+\/verification\/\S+/.exec((await hand.read()).text)?.[0])
  await signOut(hand)
  return link
}

const engines = [
  // Each answers the requests of its own kind: they share one demonstration.
  ["Firefox", noFirefox, firefox, "offre"],
  ["WebKit", noWebkit, webkit, "parcourspro"],
] as const

for (const [name, missing, start, need] of engines)
  describe.skipIf(missing !== null)(missing ? `${name} : ${missing}` : name, () => {
    let hand: Hand
    beforeAll(async () => {
      hand = await start()
    }, 60_000)
    afterAll(() => hand?.close())

    it("sign-up: a structure is found, the account asked for, the address confirmed", { timeout: 120_000 }, async () => {
      const email = `camille.${name.toLowerCase()}@demo.example`
      await hand.open(`${portal.base}/inscription`)
      await hand.write("Recherchez votre organisme de rattachement", "institut horizon")
      await hand.press("Institut Horizon Formation")
      await hears(hand, "Structure choisie")
      await hand.press("Continuer")
      await hand.write("Prénom", "Camille")
      await hand.write("Nom", name)
      await hand.write("Fonction", "Formatrice")
      await hand.write("Adresse e-mail", email)
      await hand.write("Mot de passe", chosen)
      await hand.press("Continuer")
      await hand.press("Envoyer ma demande")
      await hears(hand, "Vérifiez votre messagerie")
      await hand.open(await linkTo(hand, email))
      await hand.write("Mot de passe", chosen)
      await hand.press("Confirmer mon adresse")
      await hears(hand, "Demande en attente")
      await signOut(hand)
    })

    it("a référent validates, one after the other", { timeout: 120_000 }, async () => {
      await signIn(hand, "referent")
      await hand.open(`${portal.base}/demandes?q=${name}`)
      await hand.press("Valider")
      await hears(hand, `Valider la demande de Camille ${name.toUpperCase()}`)
      await hand.press("Valider et suivante")
      await hears(hand, /La demande de Camille \S+ pour Institut Horizon Formation est validée/)
      await signOut(hand)
    })

    it("rights are added and taken away", { timeout: 120_000 }, async () => {
      await signIn(hand, "referent")
      await hand.open(`${portal.base}/mes-structures`)
      await hand.press("Institut Horizon Formation")
      await hand.write("Rechercher", name)
      await hand.press("Rechercher")
      await hears(hand, "1 personne")
      await hand.press("Modifier les droits")
      await hears(hand, `Droits de Camille ${name.toUpperCase()}`)
      await hand.press("Ajouter")
      await hears(hand, /ajouté|accordé|Retirer/)
      await signOut(hand)
    })

    it("the requests of a kind are answered together", { timeout: 120_000 }, async () => {
      await signIn(hand, "referent")
      await hand.open(`${portal.base}/demandes?besoin=${need}`)
      const before = await eventually("how many", async () => /Tout cocher \((\d+)\)/.exec((await hand.read()).text)?.[1])
      await hand.press("Tout cocher")
      await hears(hand, `${before} demandes cochées`)
      await hand.press("Répondre aux demandes cochées")
      await hears(hand, "Les mêmes droits à plusieurs")
      await hand.choose("Profil Rafael", "gestionnaire_general")
      await hand.press("Appliquer")
      await hears(hand, /Appliqué à \d+ demandes/)
      await hand.press(`Valider les ${before} demandes`)
      await hears(hand, `${before} demandes traitées`)
      expect((await hand.read()).address).toContain("/demandes?traitee=")
      await signOut(hand)
    })
  })
