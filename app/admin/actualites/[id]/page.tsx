import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { AnnouncementForm } from "@/components/desk/news/announcement-form"
import { stateNames } from "@/components/desk/news/announcement-words"
import { PublicationForm } from "@/components/desk/news/publication-form"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { Outcome } from "@/components/ui/banner"
import { Card, Section } from "@/components/ui/card"
import { Prose } from "@/components/ui/prose"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { withdraw } from "@/lib/desk/news/actions"
import { announcementOf } from "@/lib/desk/news/queries"
import { categories, stateOf } from "@/lib/desk/news/rules"
import { tiles } from "@/lib/desk/tiles/rules"
import { enter } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { formatDay } from "@/lib/platform/time/dates"
import { dayOf } from "@/lib/platform/time/working-days"

const readAddress = reading({ fait: words })

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

async function found(params: Props["params"]) {
  const { id } = await params
  const actor = await enter(at("/admin/actualites/[id]", { id }))
  return (await announcementOf(actor, id)) ?? notFound()
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Actualité : ${(await found(params)).title}` }
}

export default async function AnnouncementPage({ params, searchParams }: Props) {
  const announcement = await found(params)
  const { id } = announcement
  const { tile, category, title, body, startsAt, endsAt, updatedAt } = announcement
  const now = new Date()
  const state = stateOf(announcement, now)
  const isShown = state === "published" || state === "scheduled"
  return (
    <Page
      title="Actualité"
      lead="Corrigez-la, choisissez quand elle paraît, ou retirez-la."
      width="narrow"
      banner={<Outcome>{outcomeOf("/admin/actualites/[id]", (await readAddress(searchParams)).fait)}</Outcome>}
    >
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={stateNames[state].tone}>{stateNames[state].name}</Badge>
        <span className="text-soft">
          {startsAt ? `${startsAt > now ? "à partir du" : "depuis le"} ${formatDay(startsAt)}` : ""}
          {endsAt ? `, ${endsAt > now ? "retrait" : "retirée"} le ${formatDay(endsAt)}` : ""}
        </span>
      </p>
      <Section id="apercu" title="Aperçu" lead={`Tel que l’accueil la montrera, dans la tuile ${tiles[tile].name}.`}>
        <Card>
          <article className="border-l-4 border-line pl-3">
            <p className="text-sm text-soft">{categories[category]}</p>
            <p className="font-medium">{title}</p>
            <Prose>{body}</Prose>
          </article>
        </Card>
      </Section>
      <Section id="publication" title="Publication">
        <Card className="grid gap-4">
          <PublicationForm
            key={`${startsAt?.toISOString()} ${endsAt?.toISOString()}`}
            announcementId={id}
            startsOn={startsAt && startsAt > now ? dayOf(startsAt) : ""}
            endsOn={endsAt && endsAt > now ? dayOf(endsAt) : ""}
            isShown={isShown}
          />
          {isShown ? (
            <ActionButton action={withdraw} fields={{ announcementId: id }} tone="danger">
              Retirer
            </ActionButton>
          ) : null}
        </Card>
      </Section>
      <Section id="texte" title="Modifier">
        <Card>
          <AnnouncementForm
            key={updatedAt.toISOString()}
            announcementId={id}
            isShown={state === "published"}
            current={{ tile, category, title, body }}
          />
        </Card>
      </Section>
      <BackLink href="/admin/actualites">Revenir aux actualités</BackLink>
    </Page>
  )
}
