import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { AnswerDelays } from "@/components/membership/answer-delays/answer-delays"
import { PeopleFilters } from "@/components/membership/people/people-filters"
import { PeopleTable } from "@/components/membership/people/people-table"
import { PaceForm } from "@/components/membership/referents/pace-form"
import { ReviewCards } from "@/components/membership/reviews/review-cards"
import { StructureMemberships } from "@/components/parcourspro/memberships/structure-memberships"
import { StructureCard } from "@/components/structures/structure-card"
import { Banner, Outcome } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { ListHead } from "@/components/ui/list-head"
import { Pagination } from "@/components/ui/pagination"
import { TextLink } from "@/components/ui/text-link"
import { WhatNext } from "@/components/ui/what-next"
import { at } from "@/lib/access/addresses"
import { type OutcomeOf, outcomeOf } from "@/lib/access/outcomes"
import { can } from "@/lib/access/permissions"
import { awayNow } from "@/lib/membership/absences/queries"
import { delayBesideOthers } from "@/lib/membership/answer-delays/queries"
import { enterStructure } from "@/lib/membership/entrance/structure"
import { lacksValidator, type Person, peopleOf, personOf } from "@/lib/membership/people/queries"
import { type PeopleParams, peopleAddress, readPeopleAddress, type Sort } from "@/lib/membership/people/schema"
import { choosePace } from "@/lib/membership/referents/actions"
import type { paces } from "@/lib/membership/referents/schema"
import { openReviewOf } from "@/lib/membership/review-answers/queries"
import { membershipsOf } from "@/lib/parcourspro/memberships/queries"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { lookup } from "@/lib/platform/text/lookup"
import { formatPhone } from "@/lib/platform/text/phone"
import { formatMonth } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { grantable, hasGrantedProfil, holds, profilName, profilsOpenTo } from "@/lib/vocabulary/profils/rules"

const next: { [Outcome in OutcomeOf<"/mes-structures/[id]">]?: readonly string[] } = {
  modification: ["L’équipe Cap Métiers compare avec l’annuaire national.", "Elle corrige la fiche, ou vous dit pourquoi non, par e-mail."],
  referent: [
    "L’équipe Cap Métiers étudie votre demande.",
    "Les personnes concernées sont prévenues par e-mail ; d’ici là, rien ne change.",
  ],
}

const readAddress = reading({ detachee: words, fait: words })

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const { structure } = await enterStructure(at("/mes-structures/[id]", { id }), id, "structure.see")
  return { title: structure.raisonSociale }
}

export default async function StructurePage({ params, searchParams }: Props) {
  const { id } = await params
  const path = at("/mes-structures/[id]", { id })
  const { actor, structure } = await enterStructure(path, id, "structure.see")
  const [filters, { detachee, fait }] = await Promise.all([readPeopleAddress(searchParams), readAddress(searchParams)])
  const mayAct = can(actor, "profils.set", structure.id)
  const own = actor.affiliations.find(({ structureId }) => structureId === structure.id)
  const [list, isWarned, detached, memberships, delay, away, review] = await Promise.all([
    peopleOf(actor, structure.id, filters),
    lacksValidator(actor, structure.id),
    personOf(actor, structure.id, detachee),
    membershipsOf(actor, structure.id),
    delayBesideOthers(actor, structure),
    awayNow(actor, structure.id, new Date()),
    openReviewOf(actor, structure.id),
  ])
  const { people = [], total = 0, page = 1, pages = 1 } = list ?? {}
  const listWith = (changes: Partial<PeopleParams>) => peopleAddress(path, { ...filters, page: null, ...changes })
  const steps = lookup(next, fait)
  const outcome = outcomeOf("/mes-structures/[id]", fait)
  return (
    <Page
      title={structure.raisonSociale}
      lead={mayAct ? "Sa fiche, et les personnes qui y travaillent, avec leurs droits." : "Sa fiche, et les personnes qui y travaillent."}
      banner={
        detached?.status === "ended" ? (
          <Outcome>{formatName(detached.account)} n’est plus rattaché·e à la structure : ses droits sont fermés.</Outcome>
        ) : (
          <Outcome>{outcome}</Outcome>
        )
      }
    >
      {steps ? <WhatNext steps={steps} /> : null}
      <StructureCard structure={structure} me={actor.accountId} notes={away}>
        {can(actor, "invitation.send", structure.id) && structure.state === "active" ? (
          <LinkButton href={at("/mes-structures/[id]/invitations", { id })}>Inviter</LinkButton>
        ) : null}
        {can(actor, "correction.send", structure.id) ? (
          <LinkButton tone="secondary" href={at("/mes-structures/[id]/modification", { id })}>
            Signaler une modification
          </LinkButton>
        ) : null}
        {can(actor, "absence.set", structure.id) ? (
          <LinkButton tone="secondary" href={at("/mes-structures/[id]/absence", { id })}>
            Mon absence
          </LinkButton>
        ) : null}
        {can(actor, "referent-change.send", structure.id) ? (
          <LinkButton tone="secondary" href={at("/mes-structures/[id]/referent", { id })}>
            Demander un changement de référent
          </LinkButton>
        ) : null}
        {own && !own.isReferent && !actor.control ? (
          <LinkButton tone="quiet" href={at("/mes-structures/[id]/quitter", { id })}>
            Je quitte cette structure
          </LinkButton>
        ) : null}
      </StructureCard>
      {review ? <ReviewCards reviews={[review]} /> : null}
      {memberships.length > 0 ? (
        <Section id="adhesion" title="Adhésion à Cap Métiers">
          <StructureMemberships memberships={memberships} />
        </Section>
      ) : null}
      {isWarned ? (
        <Banner tone="wait">
          <p className="font-semibold">Personne ne peut valider les préinscriptions du Niveau 1.</p>
          <p>
            Cette structure a des prescripteurs de Niveau 1, dont un Niveau 3 doit valider les préinscriptions, et personne de Niveau 3.
            Donnez ce profil à quelqu’un.
          </p>
        </Banner>
      ) : null}
      <Section id="utilisateurs" title="Liste des utilisateurs">
        <PeopleFilters path={path} params={filters} profils={mayAct ? profilsOpenTo(structure.types) : null} />
        <ListHead
          count={total === 1 ? "1 personne" : `${total.toLocaleString("fr-FR")} personnes`}
          file={
            can(actor, "people.export", structure.id)
              ? peopleAddress(at("/mes-structures/[id]/export", { id }), { ...filters, page: null })
              : null
          }
        />
        <PeopleTable
          caption="Liste des utilisateurs"
          people={people.map((person) => lineOf(person, actor.accountId, mayAct))}
          structureId={structure.id}
          mayAct={mayAct}
          sorting={{ id: keyOf(filters.tri), desc: filters.tri.startsWith("-") }}
          sortLinks={{
            nom: listWith({ tri: turned(filters.tri, "nom") }),
            email: listWith({ tri: turned(filters.tri, "email") }),
            fonction: listWith({ tri: turned(filters.tri, "fonction") }),
            connexion: listWith({ tri: turned(filters.tri, "connexion") }),
          }}
          empty="Personne ne répond à cette recherche."
        />
        <Pagination label="Pages de la liste" page={page} pages={pages} hrefOf={(target) => listWith({ page: target })} />
      </Section>
      {delay ? <AnswerDelays {...delay} /> : null}
      {own?.isReferent && !actor.control ? (
        <Section id="messages" title="Mes messages" lead="Comment vous êtes prévenu·e des demandes de cette structure.">
          <PaceForm
            action={choosePace}
            structureId={structure.id}
            pace={paceOf(structure, actor.accountId)}
            label="Être prévenu·e des demandes"
            paces={paceWords}
          />
        </Section>
      ) : null}
      <p>
        <TextLink href="/mes-structures">Revenir à mes structures</TextLink>
      </p>
    </Page>
  )
}

/** The granted profils, by name; a suspended one shows, as such. */
function grantedNames(person: Person) {
  const held = hasGrantedProfil(person) ? grantable.filter((profil) => holds(person, profil)).map(profilName) : []
  return person.suspendedProfil ? [`${profilName(person.suspendedProfil)} (suspendu)`, ...held] : held
}

function lineOf(person: Person, me: string, mayAct: boolean) {
  return {
    id: person.affiliationId,
    name: formatName(person),
    email: person.email,
    jobTitle: person.jobTitle ?? "",
    phone: person.phone ? formatPhone(person.phone) : "",
    isReferent: person.isReferent,
    isEmployeur: person.isEmployeur,
    isDisabled: person.isDisabled,
    isSelf: person.accountId === me,
    profils: mayAct ? grantedNames(person) : [],
    lastSeen: person.lastUsedAt ? formatMonth(person.lastUsedAt) : "",
  }
}

const sortKeys = ["nom", "email", "fonction", "connexion"] as const

function keyOf(sort: Sort) {
  return sortKeys.find((key) => sort.endsWith(key)) ?? "nom"
}

/** A list that is in this order already is turned round. */
function turned(current: Sort, key: (typeof sortKeys)[number]): Sort {
  return current === key ? `-${key}` : key
}

const paceWords = {
  each: "Un message à chaque demande",
  daily: "Un seul message par jour",
  none: "Aucun message : un autre référent s’en occupe",
} as const satisfies Record<(typeof paces)[number], string>

function paceOf(structure: { affiliations: { noticePace: "each" | "daily" | "none"; account: { id: string } }[] }, accountId: string) {
  return structure.affiliations.find(({ account }) => account.id === accountId)?.noticePace ?? "each"
}
