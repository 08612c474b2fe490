import type { Metadata } from "next"
import Link from "next/link"
import { OwnRequest } from "@/components/affiliations/own-request"
import { AnnouncementText } from "@/components/announcements/announcement-text"
import { Page } from "@/components/layout/page"
import { AnswerForm } from "@/components/questions/question-forms"
import { Banner, Outcome } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { enter } from "@/lib/access/actor"
import { openLinks, tiles } from "@/lib/access/tiles"
import { formatName } from "@/lib/accounts/rules"
import { type OwnAffiliation, ownAffiliations, waitingFor } from "@/lib/affiliations/queries"
import { currentAnnouncements } from "@/lib/announcements/queries"
import { ownPendingListings } from "@/lib/listings/queries"
import { formatDay } from "@/lib/platform/dates"
import { param, type SearchParams } from "@/lib/platform/search-params"
import { profilNames } from "@/lib/profils/rules"
import { ownOpenQuestions } from "@/lib/questions/queries"

export const metadata: Metadata = { title: "Accueil" }

const done: Record<string, string> = {
  relance: "Votre relance est partie.",
  annulation: "Votre demande est annulée.",
  reponse: "Votre réponse est partie : la personne qui décide la lira avec votre demande.",
}

type Props = { searchParams: SearchParams }

export default async function WelcomePage({ searchParams }: Props) {
  const actor = await enter("/accueil")
  const asked = await searchParams
  const fait = param(asked.fait)
  const now = new Date()
  const [affiliations, listings, waiting, questions] = await Promise.all([
    ownAffiliations(actor),
    ownPendingListings(actor),
    waitingFor(actor),
    ownOpenQuestions(actor),
  ])
  const active = affiliations.filter(({ status }) => status === "active")
  const pending = affiliations.filter(({ status }) => status === "pending")
  const mayUse = active.length > 0 || actor.isManager
  return (
    <Page title="Accueil" lead={`Bonjour ${actor.firstName}.`} banner={<Outcome>{done[fait]}</Outcome>}>
      {waiting > 0 ? (
        <Card className="flex flex-wrap items-center justify-between gap-4 border-l-4 border-l-wait">
          <p className="text-lg">
            <strong>{waiting === 1 ? "1 demande attend" : `${waiting} demandes attendent`}</strong> votre réponse.
          </p>
          <LinkButton href="/demandes">Répondre</LinkButton>
        </Card>
      ) : null}
      {questions.map((question) => (
        <AnswerForm
          key={question.id}
          question={question}
          structure={question.affiliation.structure.raisonSociale}
          asked={`${formatName(question.asker)}, le ${formatDay(question.askedAt)}`}
        />
      ))}
      {pending.map((request) => (
        <OwnRequest key={request.id} request={request} now={now} />
      ))}
      {listings.map(({ id, raisonSociale, createdAt }) => (
        <Banner key={id} tone="wait">
          <p>
            L’équipe Cap Métiers étudie l’ajout de <strong>{raisonSociale}</strong> à la liste (demande du {formatDay(createdAt)}).
          </p>
        </Banner>
      ))}
      {mayUse ? (
        <>
          <Rights affiliations={active} />
          <Tiles actor={actor} now={now} />
        </>
      ) : pending.length === 0 ? (
        <NothingYet last={listings.length === 0 ? affiliations[0] : undefined} />
      ) : null}
    </Page>
  )
}

function Rights({ affiliations }: { affiliations: OwnAffiliation[] }) {
  if (affiliations.length === 0) return null
  return (
    <section aria-labelledby="droits" className="grid gap-3">
      <h2 id="droits" className="text-xl font-semibold">
        Mes profils
      </h2>
      <ul className="grid gap-2">
        {affiliations.map((affiliation) => (
          <li key={affiliation.id} className="rounded-control border border-line bg-surface px-4 py-3">
            <Link href={`/mes-structures/${affiliation.structure.id}`} className="font-semibold underline-offset-4 hover:underline">
              {affiliation.structure.raisonSociale}
            </Link>
            <span className="block text-soft">
              {profilNames(affiliation).join(", ")}
              {affiliation.isReferent ? " · référent·e de la structure" : ""}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

async function Tiles({ actor, now }: { actor: Awaited<ReturnType<typeof enter>>; now: Date }) {
  const news = await currentAnnouncements(now)
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {tiles.map(({ id, name, purpose, links }) => {
        const open = openLinks(actor, links)
        return (
          <Card key={id} className="grid content-start gap-4">
            <div>
              <h2 className="text-xl font-bold text-brand-deep">{name}</h2>
              <p className="text-soft">{purpose}</p>
            </div>
            <div className="grid gap-2">
              <h3 className="font-semibold">Actualités</h3>
              {(news[id] ?? []).slice(0, 2).map((item) => (
                <article key={item.id} className="border-l-4 border-line pl-3">
                  <p className="font-medium">{item.title}</p>
                  <AnnouncementText>{item.body}</AnnouncementText>
                </article>
              ))}
              {news[id] ? null : <p className="text-soft">Rien de nouveau pour le moment.</p>}
            </div>
            {open.length > 0 ? (
              <div className="grid gap-2">
                <h3 className="font-semibold">Accès</h3>
                <ul className="flex flex-wrap gap-2">
                  {open.map(({ href, label }) => (
                    <li key={href}>
                      <LinkButton href={href} tone="secondary">
                        {label}
                      </LinkButton>
                    </li>
                  ))}
                </ul>
              </div>
            ) : null}
          </Card>
        )
      })}
    </div>
  )
}

function NothingYet({ last }: { last: OwnAffiliation | undefined }) {
  return (
    <Card className="grid gap-3">
      {last?.status === "refused" ? (
        <p>
          Votre demande pour <strong>{last.structure.raisonSociale}</strong> n’a pas été acceptée : « {last.reason} »
        </p>
      ) : last?.status === "expired" ? (
        <p>
          Votre demande pour <strong>{last.structure.raisonSociale}</strong> est restée trop longtemps sans réponse : elle a expiré. Vous
          pouvez demander à nouveau.
        </p>
      ) : (
        <p>Vous n’êtes rattaché·e à aucune structure pour le moment.</p>
      )}
      <p>
        <Link href="/mes-structures" className="inline-flex min-h-11 items-center font-semibold text-brand underline underline-offset-4">
          Demander un rattachement
        </Link>
      </p>
    </Card>
  )
}
