import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { Banner } from "@/components/ui/banner"
import { Section } from "@/components/ui/card"
import { Table } from "@/components/ui/table"
import { titleOf } from "@/lib/access/routes"

export const metadata: Metadata = { title: titleOf("/cookies") }

type Kept = { name: string; purpose: string; life: string }

const cookies: Kept[] = [
  { name: "next-auth.session-token", purpose: "Vous garder connecté·e.", life: "Jusqu’à la fin de votre connexion" },
  { name: "next-auth.csrf-token, next-auth.callback-url", purpose: "Vérifier que la connexion vient bien de vous.", life: "La visite" },
  {
    name: "inscription-… (un par demande)",
    purpose: "Garder vos réponses entre les étapes de Créer un compte, puis l’adresse où le message est parti.",
    life: "Deux heures au plus ; l’adresse, vingt-quatre heures",
  },
  {
    name: "appareil",
    purpose:
      "Reconnaître un navigateur où vous vous êtes déjà connecté·e : qui essaie vos mots de passe ailleurs ne vous fait pas attendre.",
    life: "Six mois",
  },
  {
    name: "candidature",
    purpose: "Garder ouverte votre page de candidature, une fois votre date de naissance donnée.",
    life: "Une demi-heure",
  },
  {
    name: "inscription-brouillon",
    purpose: "Savoir qu’un brouillon vous attend sur cet appareil ; ce qu’il contient n’y est pas.",
    life: "Jusqu’à l’envoi, sept jours au plus",
  },
]

const onDevice: Kept[] = [
  {
    name: "portail-inscription",
    purpose: "La structure choisie dans Créer un compte et l’étape atteinte, pour reprendre plus tard.",
    life: "Jusqu’à l’envoi, sept jours au plus",
  },
  {
    name: "portail-inscription (cet onglet)",
    purpose: "Vos réponses de Créer un compte, sans le mot de passe, pour ne rien perdre si la page se recharge.",
    life: "Jusqu’à l’envoi ou la fermeture de l’onglet",
  },
  {
    name: "portail-version (cet onglet)",
    purpose: "Vos réponses, quand une nouvelle version du portail arrive pendant que vous remplissez une page.",
    life: "Le temps de recharger la page",
  },
]

const columns = [
  { header: "Nom", cell: ({ name }: Kept) => <span className="wrap-anywhere">{name}</span> },
  { header: "À quoi il sert", cell: ({ purpose }: Kept) => purpose },
  { header: "Durée", cell: ({ life }: Kept) => life },
]

export default function CookiesPage() {
  return (
    <Page title={titleOf("/cookies")} lead="Seulement ce qu’il faut pour que le portail fonctionne." width="narrow">
      <Banner tone="good">
        <p>
          Aucune mesure d’audience, aucune publicité, rien qui vienne d’un autre site. Il n’y a donc rien à accepter ni à refuser : ces
          cookies sont strictement nécessaires (article 82 de la loi Informatique et Libertés).
        </p>
      </Banner>
      <Section id="cookies" title="Les cookies du portail">
        <Table caption="Les cookies du portail" columns={columns} rows={cookies} keyOf={({ name }) => name} empty="Aucun." />
      </Section>
      <Section
        id="appareil"
        title="Ce qui reste sur votre appareil"
        lead="Cela ne part jamais tout seul : rien n’en est envoyé avant que vous ne validiez."
      >
        <Table caption="Ce qui reste sur votre appareil" columns={columns} rows={onDevice} keyOf={({ name }) => name} empty="Rien." />
      </Section>
      <Section id="effacer" title="Les effacer">
        <p>Se déconnecter ferme la session. Le reste s’efface dans les réglages de votre navigateur, rubrique « Données des sites ».</p>
      </Section>
    </Page>
  )
}
