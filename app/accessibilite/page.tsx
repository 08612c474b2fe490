import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { Section } from "@/components/ui/card"
import { Prose } from "@/components/ui/prose"
import { titleOf } from "@/lib/access/routes"
import { env } from "@/lib/platform/process/env"

export const metadata: Metadata = { title: titleOf("/accessibilite") }

/** As counted in docs/accessibilite.md. */
const audit = { day: "26 novembre 2026", conform: 69, applicable: 72, rate: 96 }

export default function AccessibilityPage() {
  return (
    <Page
      title={titleOf("/accessibilite")}
      lead="Ce portail doit pouvoir servir à tout le monde : voici où il en est, et comment nous dire ce qui vous gêne."
      width="narrow"
    >
      <Section id="etat" title="État de conformité">
        <Prose>
          {`Le Portail Cap Métiers est **partiellement conforme** au référentiel général d’amélioration de l’accessibilité (RGAA 4.1).

Sur ${audit.applicable} critères applicables, ${audit.conform} sont respectés : **${audit.rate} %**. C’est une autoévaluation du ${audit.day}, faite par celles et ceux qui construisent le portail.`}
        </Prose>
      </Section>
      <Section id="reserves" title="Ce qui n’est pas encore accessible, ou pas vérifié">
        <Prose>
          {`- **Lecteurs d’écran** : les noms, rôles et états des contrôles sont vérifiés par des outils ; personne ne les a encore écoutés avec NVDA ou VoiceOver.
- **Durée de connexion** : elle se ferme sans prévenir après 12 heures sans geste (une heure pour les gestionnaires), pour la sécurité. Ce que vous aviez saisi est gardé.`}
        </Prose>
      </Section>
      <Section id="essais" title="Comment nous vérifions">
        <Prose>
          {`Chaque page est vérifiée à chaque changement : outil axe sans aucune erreur, code HTML valide, navigation au clavier seul, thèmes clair et sombre, largeurs de 320 à 1280 pixels, texte agrandi à 200 %, mouvement réduit. Les parcours d’inscription, de connexion et de réponse marchent sans JavaScript.

Technologies : HTML, CSS, JavaScript, SVG. Essais faits avec Chromium.`}
        </Prose>
      </Section>
      <Section id="contact" title="Une page vous gêne ?">
        <Prose>
          {`Écrivez-nous par la page [Aide](/aide#contact) ou à **${env.supportEmail}** : nous vous donnons l’information autrement, et nous corrigeons.`}
        </Prose>
      </Section>
      <Section id="recours" title="Voies de recours">
        <Prose>
          {`Nous ne vous avons pas répondu de façon satisfaisante ? Vous pouvez saisir le Défenseur des droits : par son [formulaire](https://formulaire.defenseurdesdroits.fr/), auprès de son délégué dans votre région, ou par courrier gratuit, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.`}
        </Prose>
      </Section>
    </Page>
  )
}
