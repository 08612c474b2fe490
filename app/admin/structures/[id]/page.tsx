import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { ClosureForm } from "@/components/desk/structure-dossiers/closure-form"
import { MergeCard } from "@/components/desk/structure-dossiers/merge-card"
import { ReferentsFile } from "@/components/desk/structure-dossiers/referents-file"
import { StructureFacts } from "@/components/desk/structure-dossiers/structure-facts"
import { EditionForm } from "@/components/desk/structure-dossiers/structure-forms"
import { Page } from "@/components/layout/page"
import { StructureMemberships } from "@/components/parcourspro/memberships/structure-memberships"
import { HistoryList } from "@/components/trace/journal/history-list"
import { ActionButton } from "@/components/ui/action-button"
import { Outcome } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card, Section } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { managedStructure } from "@/lib/desk/structure-dossiers/queries"
import { mergesOf } from "@/lib/desk/structure-merges/queries"
import { reopen } from "@/lib/desk/structures/actions"
import { enter } from "@/lib/identity/entrance/actor"
import { isFresh } from "@/lib/identity/sessions/rules"
import { delayBesideOthers } from "@/lib/membership/answer-delays/queries"
import { peopleOf } from "@/lib/membership/people/queries"
import { readPeopleAddress } from "@/lib/membership/people/schema"
import { membershipsOf } from "@/lib/parcourspro/memberships/queries"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { historyOf } from "@/lib/trace/journal/queries"
import { journalAddress } from "@/lib/trace/journal/schema"

const readAddress = reading({ recherche: words, fait: words })

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

async function found(params: Props["params"]) {
  const { id } = await params
  const actor = await enter(at("/admin/structures/[id]", { id }))
  return { actor, structure: (await managedStructure(actor, id)) ?? notFound() }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await found(params)).structure.raisonSociale }
}

export default async function ManagedStructurePage({ params, searchParams }: Props) {
  const { actor, structure } = await found(params)
  const { id, state } = structure
  const path = at("/admin/structures/[id]", { id })
  const now = new Date()
  const { recherche, fait } = await readAddress(searchParams)
  const [people, searched, merges, memberships, history, delays] = await Promise.all([
    peopleOf(actor, id, readPeopleAddress({})),
    recherche ? peopleOf(actor, id, readPeopleAddress({ recherche })) : null,
    mergesOf(actor, id),
    membershipsOf(actor, id),
    historyOf(actor, { structure: id }),
    delayBesideOthers(actor, structure),
  ])
  const fresh = isFresh(actor.authAt, now)
  const { raisonSociale, sigle, enseigne, address, postcode, city } = structure
  const current = Object.fromEntries(
    Object.entries({ raisonSociale, sigle, enseigne, address, postcode, city }).map(([k, v]) => [k, v ?? ""]),
  )
  return (
    <Page
      title={raisonSociale}
      lead="Sa fiche, ses référents, ses personnes, et les gestes qui la changent."
      banner={<Outcome>{outcomeOf("/admin/structures/[id]", fait)}</Outcome>}
    >
      <StructureFacts structure={structure} total={people?.total ?? 0} delay={delays?.own ?? null} />
      <div className="flex flex-wrap gap-3">
        <LinkButton tone="secondary" href={at("/mes-structures/[id]", { id })}>
          Personnes et droits ({people?.total ?? 0})
        </LinkButton>
        {state === "active" ? (
          <LinkButton tone="secondary" href={at("/mes-structures/[id]/invitations", { id })}>
            Inviter
          </LinkButton>
        ) : null}
        <LinkButton tone="secondary" href={at("/admin/structures/[id]/types", { id })}>
          Changer les types
        </LinkButton>
        <LinkButton tone="secondary" href={at("/admin/structures/[id]/fusion", { id })}>
          Réunir avec une autre structure
        </LinkButton>
        <LinkButton tone="secondary" href={at("/admin/structures/[id]/droits", { id })}>
          Les droits au…
        </LinkButton>
      </div>
      <Section id="referents" title="Référents" lead="Les personnes qui répondent aux demandes de la structure.">
        <ReferentsFile
          structure={structure}
          people={(searched ?? people)?.people ?? []}
          search={(people?.pages ?? 1) > 1 ? { address: path, text: recherche, total: (searched ?? people)?.total ?? 0 } : null}
          me={actor.accountId}
          isFresh={fresh}
        />
      </Section>
      {memberships.length > 0 ? (
        <Section id="adhesion" title="Adhésion à Cap Métiers">
          <StructureMemberships memberships={memberships} />
        </Section>
      ) : null}
      <Section id="donnees" title="Modifier les données">
        <Card>
          {/* The key changes with the structure, so that the form shows what the structure says now. */}
          <EditionForm
            key={structure.updatedAt.toISOString()}
            structureId={id}
            seen={structure.updatedAt.toISOString()}
            current={current}
          />
        </Card>
      </Section>
      <Section id="etat" title={state === "active" ? "Fermer" : "Rouvrir"}>
        <Card className="grid gap-4">
          {state === "active" ? (
            <ClosureForm structureId={id} isFresh={fresh} waiting={structure._count.affiliations} />
          ) : (
            <ActionButton action={reopen} fields={{ structureId: id }}>
              Rouvrir la structure
            </ActionButton>
          )}
        </Card>
      </Section>
      {merges.length > 0 ? (
        <Section id="fusions" title="Fusions">
          {merges.map((merge) => (
            <MergeCard key={merge.id} merge={merge} isFresh={fresh} now={now} />
          ))}
        </Section>
      ) : null}
      <Section id="journal" title="Historique">
        <HistoryList lines={history} />
        <p>
          <TextLink href={journalAddress("/admin/journal", { structure: structure.siret })}>Tout le journal de cette structure</TextLink>
        </p>
      </Section>
    </Page>
  )
}
