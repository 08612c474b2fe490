import type { Metadata, Route } from "next"
import Link from "next/link"
import { ContactCard } from "@/components/desk/contacts/contact-card"
import { CorrectionCard } from "@/components/desk/corrections/correction-card"
import { ErrandQuestionForm } from "@/components/desk/errands/errand-question-form"
import { ErrandThread } from "@/components/desk/errands/errand-thread"
import { Page } from "@/components/layout/page"
import { RequestsTable } from "@/components/membership/affiliations/requests-table"
import { DecisionBanners } from "@/components/membership/decisions/decision-banner"
import { ListingCard } from "@/components/membership/listings/listing-card"
import { ReferentChangeCard } from "@/components/membership/referents/referent-change-card"
import { Banner, Outcome } from "@/components/ui/banner"
import { SeveralGestures, Tick } from "@/components/ui/several"
import { at } from "@/lib/access/addresses"
import { isDone, outcomeOf } from "@/lib/access/outcomes"
import type { Actor } from "@/lib/access/permissions"
import { titleOf } from "@/lib/access/routes"
import { pendingContacts } from "@/lib/desk/contacts/queries"
import { type PendingCorrection, pendingCorrections } from "@/lib/desk/corrections/queries"
import { questionsAbout } from "@/lib/desk/errands/queries"
import { type Nature, type SeveralGesture, severalGestures } from "@/lib/desk/errands/rules"
import { losersOf } from "@/lib/desk/structure-dossiers/queries"
import { enter } from "@/lib/identity/entrance/actor"
import { isFresh } from "@/lib/identity/sessions/rules"
import { requestsForManagers, requestsOf } from "@/lib/membership/affiliations/queries"
import { pendingListings } from "@/lib/membership/listings/queries"
import { pendingReferentChanges } from "@/lib/membership/referents/queries"
import { decidedIn, decidedParam, requestParams } from "@/lib/membership/request-lists/schema"
import { findEstablishment } from "@/lib/platform/http/company-directory"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

export const metadata: Metadata = { title: titleOf("/admin/demandes") }

const leads = {
  "premiers-comptes": "Premier compte d’une structure : la personne que vous validez en devient référente.",
  referencements: "Des structures demandent à figurer dans la liste. Les accepter ouvre les demandes de compte qui les attendaient.",
  modifications: "Ce que des référents demandent de corriger dans les données de leur structure.",
  referents: "Des référents proposent quelqu’un, ou annoncent leur départ.",
  "sans-reponse": "Leur référent n’a pas répondu à temps : vous pouvez répondre à sa place.",
  messages: "Ce que des personnes écrivent à l’équipe. La réponse leur part par e-mail.",
} as const

const readAddress = reading({ ...requestParams, ...decidedParam, onglet: words, fait: words })

type Props = { searchParams: SearchParams }

export default async function AdminRequestsPage({ searchParams }: Props) {
  const actor = await enter("/admin/demandes")
  const { onglet, traitee, fait, ...asked } = await readAddress(searchParams)
  const now = new Date()
  const [requests, listings, corrections, changes, contacts, decided] = await Promise.all([
    requestsForManagers(actor, now),
    pendingListings(actor),
    pendingCorrections(actor),
    pendingReferentChanges(actor),
    pendingContacts(actor),
    requestsOf(actor, decidedIn({ traitee })),
  ])
  const unanswered = requests.filter(({ escalatedAt }) => escalatedAt !== null)
  const first = requests.filter(({ escalatedAt }) => escalatedAt === null)
  const tabs = [
    ["premiers-comptes", "Premiers comptes", first.length],
    ["referencements", "Référencements", listings.length],
    ["modifications", "Modifications", corrections.length],
    ["referents", "Référents", changes.length],
    ["sans-reponse", "Sans réponse", unanswered.length],
    ["messages", "Messages", contacts.length],
  ] as const
  // Whoever comes back from a decision lands on the tab where they took it.
  const cameFrom = decided[0]?.escalatedAt ? "sans-reponse" : "premiers-comptes"
  const [here] = tabs.find(([id]) => id === (onglet || cameFrom)) ?? tabs[0]
  const outcome = outcomeOf("/admin/demandes", fait)
  const errands = here === "referencements" ? listings : here === "modifications" ? corrections : []
  const several = errands.length > 1
  const questions = await questionsAbout(
    actor,
    here === "modifications" ? here : "referencements",
    errands.map(({ id }) => id),
  )
  /** What stands beside the gestures of a card: its tick, the questions asked, and the way to ask one. */
  const around = (nature: Nature, id: string, name: string, describedBy: string) => {
    const asked = questions.get(id)
    const isOpen = asked?.some(({ answeredAt }) => answeredAt === null) ?? false
    return {
      tick: several ? <Tick form={severalForm} value={id} name={`Cocher ${name}`} /> : null,
      thread: <ErrandThread questions={asked} />,
      question: isOpen ? null : <ErrandQuestionForm nature={nature} id={id} describedBy={describedBy} />,
    }
  }
  const losers = here === "modifications" ? await Promise.all(corrections.map((correction) => losersOfCorrection(actor, correction))) : []
  return (
    <Page
      title={titleOf("/admin/demandes")}
      lead={leads[here]}
      banner={
        decided.length > 0 ? (
          <DecisionBanners requests={decided} />
        ) : isDone("/admin/demandes", "aucune", fait) ? (
          <Banner tone="wait" role="status">
            <p>{outcome}</p>
          </Banner>
        ) : (
          <Outcome>{outcome}</Outcome>
        )
      }
    >
      <nav aria-label="Nature des demandes" className="grid grid-cols-2 border-b border-line max-sm:text-sm sm:flex sm:flex-wrap sm:gap-2">
        {tabs.map(([id, name, count]) => (
          <Tab key={id} href={`/admin/demandes?onglet=${id}`} isHere={id === here}>
            {name} ({count})
          </Tab>
        ))}
      </nav>
      {here === "premiers-comptes" || here === "sans-reponse" ? (
        <RequestsTable
          requests={here === "sans-reponse" ? unanswered : first}
          asked={asked}
          path={at("/admin/demandes", { onglet: here })}
          usual="anciennes"
          now={now}
          empty={here === "sans-reponse" ? "Aucune demande restée sans réponse de son référent." : "Aucun premier compte en attente."}
        />
      ) : null}
      {here === "referencements" ? (
        <Cards empty="Aucune demande de référencement en attente.">
          {listings.map((listing, index) => (
            // The directory takes seven questions a second from the whole portal, so only the first cards ask it.
            <ListingCard
              key={listing.id}
              listing={listing}
              now={now}
              directory={index < 5 ? findEstablishment(listing.siret) : null}
              {...around("referencements", listing.id, listing.raisonSociale, `referencement-${listing.id}`)}
            />
          ))}
        </Cards>
      ) : null}
      {here === "modifications" ? (
        <Cards empty="Aucune modification à étudier.">
          {corrections.map((correction, index) => (
            <CorrectionCard
              key={correction.id}
              correction={correction}
              losers={losers[index] ?? []}
              now={now}
              {...around("modifications", correction.id, correction.structure.raisonSociale, `modification-${correction.id}`)}
            />
          ))}
        </Cards>
      ) : null}
      {several ? (
        <SeveralGestures
          id={severalForm}
          label="Pour les demandes cochées"
          noun={["demande", "demandes"]}
          origin={{ onglet: here }}
          gestures={(Object.keys(severalGestures) as SeveralGesture[]).map((geste) => ({
            label: severalGestures[geste].label,
            brief: geste === "preciser" ? "Demander" : severalGestures[geste].label,
            address: at("/admin/demandes/plusieurs/[geste]", { geste }),
            isEnding: geste === "refuser",
          }))}
        />
      ) : null}
      {here === "referents" ? (
        <Cards empty="Aucun changement de référent demandé.">
          {changes.map((change) => (
            <ReferentChangeCard key={change.id} change={change} now={now} isFresh={isFresh(actor.authAt, now)} />
          ))}
        </Cards>
      ) : null}
      {here === "messages" ? (
        <Cards empty="Aucun message sans réponse.">
          {contacts.map((contact) => (
            <ContactCard key={contact.id} contact={contact} now={now} />
          ))}
        </Cards>
      ) : null}
    </Page>
  )
}

/** Ties the ticks of the cards to what is done with several. */
const severalForm = "plusieurs"

/** Who would lose a profil if a correction were done. */
function losersOfCorrection(actor: Actor, { structure, proposed }: PendingCorrection) {
  if (!proposed.types) return []
  return losersOf(actor, structure.id, proposed.types.to.split(",").filter(Boolean) as StructureType[])
}

function Cards({ empty, children }: { empty: string; children: React.ReactNode[] }) {
  return <div className="grid gap-4">{children.length > 0 ? children : <p className="text-soft">{empty}</p>}</div>
}

function Tab({ href, isHere, children }: { href: Route; isHere: boolean; children: React.ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className="inline-flex min-h-11 items-center border-b-3 border-transparent px-3 font-medium text-soft aria-[current=page]:border-accent aria-[current=page]:text-ink"
    >
      {children}
    </Link>
  )
}
