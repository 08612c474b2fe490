import { Building2, KeyRound, UserCheck } from "lucide-react"
import { redirect } from "next/navigation"
import { Page } from "@/components/layout/page"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { currentActor } from "@/lib/access/actor"
import { param, type SearchParams } from "@/lib/platform/search-params"

const steps = [
  {
    icon: Building2,
    title: "Trouvez votre structure",
    text: "Par son nom, son sigle ou son SIRET. Elle n’y est pas ? Demandez son ajout.",
  },
  { icon: UserCheck, title: "Votre référent valide", text: "Il reçoit votre demande aussitôt et vous donne les droits qu’il vous faut." },
  { icon: KeyRound, title: "Vos droits s’ouvrent", text: "Rafael et ParcoursPro avec un seul compte, sans attendre ni vous reconnecter." },
]

type Props = { searchParams: SearchParams }

export default async function HomePage({ searchParams }: Props) {
  const isErased = param((await searchParams).fait) === "compte-supprime"
  if (!isErased && (await currentActor())) redirect("/accueil")
  return (
    <Page
      title="Portail Cap Métiers"
      lead="Un seul compte pour travailler avec Rafael et ParcoursPro : catalogue de formation, préinscriptions, événements professionnels."
      banner={
        isErased ? (
          <Banner tone="good" role="status">
            <p>Votre compte est supprimé. Un dernier message vous le confirme par e-mail.</p>
          </Banner>
        ) : null
      }
    >
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/inscription">Créer un compte</LinkButton>
        <LinkButton tone="secondary" href="/connexion">
          Connexion
        </LinkButton>
      </div>
      <ol className="grid gap-4 md:grid-cols-3">
        {steps.map(({ icon: Icon, title, text }, index) => (
          <li key={title}>
            <Card className="grid h-full content-start gap-2">
              <Icon aria-hidden className="size-8 text-accent" />
              <h2 className="text-xl font-semibold">
                {index + 1}. {title}
              </h2>
              <p className="text-soft">{text}</p>
            </Card>
          </li>
        ))}
      </ol>
    </Page>
  )
}
