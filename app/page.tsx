import { Building2, KeyRound, UserCheck } from "lucide-react"
import { redirect } from "next/navigation"
import { Way } from "@/components/membership/home/way"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { isDone, outcomeOf } from "@/lib/access/outcomes"
import { currentActor } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"

const steps = [
  {
    icon: Building2,
    title: "Trouvez votre structure",
    text: "Par son nom, son sigle ou son SIRET. Elle n’y est pas ? Demandez son ajout.",
  },
  { icon: UserCheck, title: "Votre référent valide", text: "Il reçoit votre demande aussitôt et vous donne les droits qu’il vous faut." },
  { icon: KeyRound, title: "Vos droits s’ouvrent", text: "Rafael et ParcoursPro avec un seul compte, sans attendre ni vous reconnecter." },
]

const readAddress = reading({ fait: words })

type Props = { searchParams: SearchParams }

export default async function HomePage({ searchParams }: Props) {
  const { fait } = await readAddress(searchParams)
  const isErased = isDone("/", "compte-supprime", fait)
  if (!isErased && (await currentActor())) redirect("/accueil")
  return (
    <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-8 px-4 py-8 sm:py-10">
      {isErased ? (
        <Banner tone="good" role="status">
          <p>{outcomeOf("/", fait)}</p>
        </Banner>
      ) : null}
      <div className="relative grid items-center gap-8 overflow-hidden rounded-card bg-brand-tint p-6 sm:p-10 md:grid-cols-[3fr_2fr]">
        <div className="grid gap-4">
          <h1 className="text-3xl font-bold text-brand-deep">Portail Cap Métiers</h1>
          <p className="max-w-prose text-lg">
            Un seul compte pour travailler avec Rafael et ParcoursPro : catalogue de formation, préinscriptions, événements professionnels.
          </p>
          <div className="flex flex-wrap items-center gap-3">
            <LinkButton href="/inscription" prefetch>
              Créer un compte
            </LinkButton>
            <LinkButton tone="secondary" href="/connexion" prefetch>
              Connexion
            </LinkButton>
            <TextLink href="/rafael" prefetch={false}>
              Rechercher une formation
            </TextLink>
          </div>
        </div>
        <div className="absolute right-0 bottom-0 hidden w-96 md:block">
          <Way />
        </div>
      </div>
      <section aria-labelledby="etapes" className="grid gap-4">
        <h2 id="etapes" className="text-xl font-semibold">
          Comment ça se passe
        </h2>
        <ol className="grid gap-6 md:grid-cols-3">
          {steps.map(({ icon: Icon, title, text }, index) => (
            <li key={title} className="flex gap-4">
              <span className="grid size-12 shrink-0 place-items-center rounded-full bg-accent-tint">
                <Icon aria-hidden className="size-6 text-accent" />
              </span>
              <div className="grid content-start gap-1">
                <h3 className="text-lg font-semibold">
                  {index + 1}. {title}
                </h3>
                <p className="text-soft">{text}</p>
              </div>
            </li>
          ))}
        </ol>
        <TextLink href={at("/aide/[slug]", { slug: "creer-un-compte", depuis: "/" })} prefetch={false}>
          Voir comment faire, en images
        </TextLink>
      </section>
    </div>
  )
}
