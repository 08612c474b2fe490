import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { Section } from "@/components/ui/card"
import { Prose } from "@/components/ui/prose"
import { Table } from "@/components/ui/table"
import { titleOf } from "@/lib/access/routes"
import { env } from "@/lib/platform/process/env"

export const metadata: Metadata = { title: titleOf("/donnees-personnelles") }

type Kept = { what: string; why: string; life: string }

/** As lib/desk/retention and lib/rafael/retention apply it each night. */
const kept: Kept[] = [
  {
    what: "Votre compte : nom, adresse e-mail, téléphone, fonction, structures, profils",
    why: "Vous ouvrir Rafael et ParcoursPro",
    life: "Jusqu’à ce que vous le supprimiez, ou 24 mois sans connexion (vous êtes prévenu·e un mois avant)",
  },
  { what: "Inscriptions non confirmées", why: "Vous envoyer le lien de confirmation", life: "30 jours après la fin du lien" },
  { what: "Connexions : appareil, adresse IP, heures", why: "Vous les montrer, repérer un intrus", life: "90 jours après leur fin" },
  { what: "Messages envoyés par le portail", why: "Savoir s’ils sont arrivés", life: "12 mois" },
  { what: "Messages écrits à l’équipe Cap Métiers", why: "Vous répondre", life: "12 mois après la réponse" },
  {
    what: "Candidats à une formation : nom, date de naissance, coordonnées, situation, projet",
    why: "Transmettre leur candidature à l’organisme de formation choisi, et leur répondre",
    life: "24 mois après leur dernière candidature, 12 si rien n’a été envoyé, ou dès qu’ils le demandent sur leur page",
  },
  { what: "Journal des gestes sur les droits", why: "Savoir qui a décidé quoi, en cas de litige ou d’incident", life: "12 mois" },
]

export default function PersonalDataPage() {
  const contact = env.legal.dpoEmail || env.supportEmail
  return (
    <Page
      title={titleOf("/donnees-personnelles")}
      lead="Ce que le portail sait de vous, pourquoi, combien de temps, et vos droits."
      width="narrow"
    >
      <Section id="pourquoi" title="Pourquoi">
        <Prose>
          {`Le portail sert à savoir **qui travaille dans quelle structure, avec quels droits**, pour les services de formation et d’emploi de la région. ${env.legal.publisher || "Cap Métiers"} en est responsable ; la base légale est sa mission d’intérêt public (article 6.1.e du RGPD).`}
        </Prose>
      </Section>
      <Section id="quoi" title="Quoi, et combien de temps">
        <Table
          caption="Ce qui est gardé, et combien de temps"
          columns={[
            { header: "Quoi", cell: ({ what }: Kept) => what },
            { header: "Pourquoi", cell: ({ why }: Kept) => why },
            { header: "Durée", cell: ({ life }: Kept) => life },
          ]}
          rows={kept}
          keyOf={({ what }) => what}
          empty="Rien."
        />
      </Section>
      <Section id="qui" title="Qui les voit">
        <Prose>
          {`- Les personnes de **vos structures** voient votre nom, votre adresse, votre fonction et votre téléphone.
- **Vos référents** voient aussi vos profils, et le mois de votre dernière connexion.
- **L’équipe Cap Métiers** voit votre compte. Quand elle en prend le contrôle pour vous aider, vous en êtes averti·e.
- La **candidature** d’une personne n’est lue que par la structure qui l’accompagne et par l’organisme de formation choisi.
- Rien n’est vendu ni transmis à d’autres. Les e-mails partent par un prestataire (Resend), qui en reçoit l’adresse et le texte.`}
        </Prose>
      </Section>
      <Section id="droits" title="Vos droits">
        <Prose>
          {`Dans [Mon compte](/mon-compte) : corriger vos informations, télécharger tout ce que le portail sait de vous, supprimer votre compte. Pour toute autre demande (opposition, limitation), écrivez à **${contact}** : réponse sous un mois.

Si cette réponse ne vous convient pas, vous pouvez vous adresser à la [CNIL](https://www.cnil.fr/fr/plaintes).`}
        </Prose>
      </Section>
    </Page>
  )
}
