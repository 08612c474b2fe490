import type { Metadata } from "next"
import Form from "next/form"
import { Page } from "@/components/layout/page"
import { PaceForm } from "@/components/membership/referents/pace-form"
import { periodWords } from "@/components/rafael/offer/session-words"
import { OwnTable, ReceivedTable } from "@/components/rafael/preregistrations/lists"
import { SeveralBanner } from "@/components/rafael/preregistrations/several-banner"
import { StructureChoice } from "@/components/structures/structure-choice"
import { Banner, Outcome } from "@/components/ui/banner"
import { Button, DownloadLink, LinkButton } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { Exports } from "@/components/ui/exports"
import { SelectField } from "@/components/ui/field"
import { FilterLinks } from "@/components/ui/filter-links"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { isDone, outcomeOf } from "@/lib/access/outcomes"
import type { Actor } from "@/lib/access/permissions"
import { enter } from "@/lib/identity/entrance/actor"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { formatInstant } from "@/lib/platform/time/dates"
import { meetingKinds } from "@/lib/rafael/codes/rules"
import { enterRafael } from "@/lib/rafael/entrance/structure"
import { answerDelays } from "@/lib/rafael/figures/queries"
import { answersIn } from "@/lib/rafael/figures/rules"
import { ownPreregistrations } from "@/lib/rafael/preregistrations/queries"
import { type ListAddress, listAddress, readListAddress, type View } from "@/lib/rafael/preregistrations/schema"
import { chooseReceivedPace } from "@/lib/rafael/received/actions"
import { receivedPaceOf, receivedPreregistrations, sessionHead } from "@/lib/rafael/received/queries"
import { receivedPaces } from "@/lib/rafael/received/schema"
import { structuresWith } from "@/lib/rafael/rights/rules"

const path = "/rafael/preinscriptions"
type Props = { searchParams: SearchParams }

/** Someone may prescribe in one structure and answer for another: the address says which list is asked for. */
function viewOf(actor: Actor, asked: ListAddress): View {
  if (asked.vue) return asked.vue
  return structuresWith(actor, "preregistration.prepare").length > 0 ? "envoyees" : "recues"
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const actor = await enter(path)
  return { title: viewOf(actor, await readListAddress(searchParams)) === "recues" ? "Préinscriptions reçues" : "Mes préinscriptions" }
}

export default async function PreregistrationsPage({ searchParams }: Props) {
  const actor = await enter(path)
  const asked = await readListAddress(searchParams)
  const view = viewOf(actor, asked)
  return view === "recues" ? <Received asked={{ ...asked, vue: view }} /> : <Own asked={{ ...asked, vue: view }} view={view} />
}

function banner({ fait, ...several }: ListAddress) {
  if (isDone(path, "aucune", fait) || isDone(path, "impossible", fait))
    return (
      <Banner tone="info" role="status">
        <p>{outcomeOf(path, fait)}</p>
      </Banner>
    )
  return fait ? <Outcome>{outcomeOf(path, fait)}</Outcome> : <SeveralBanner {...several} />
}

const tabs = [
  ["brouillons", "Brouillons"],
  ["a-valider", "À valider"],
  ["envoyees", "Envoyées"],
  ["terminees", "Terminées"],
] as const
const ofLevel3 = [
  ["structure", "De ma structure"],
  ["sans-suivi", "Sans référent"],
] as const

const nothing: Record<Exclude<View, "recues">, string> = {
  brouillons: "Aucun brouillon. Cherchez une session, puis préinscrivez un candidat.",
  "a-valider": "Rien n’attend de validation.",
  envoyees: "Aucune préinscription envoyée en cours.",
  terminees: "Aucune préinscription terminée.",
  structure: "Votre structure n’a pas encore de préinscription.",
  "sans-suivi": "Toutes les préinscriptions de votre structure ont quelqu’un pour les suivre.",
}

async function Own({ asked, view }: { asked: ListAddress; view: Exclude<View, "recues"> }) {
  const { actor, structureId, structures } = await enterRafael(path, "preregistration.prepare", asked.structure)
  const list = await ownPreregistrations(actor, structureId, view, asked)
  const { rows = [], total = 0, pages = 1, level = null } = list ?? {}
  const shown = level === 3 ? [...tabs, ...ofLevel3] : tabs
  const kept = { ...asked, fait: null, faites: null, refusees: null, pourquoi: null, page: null }
  return (
    <Page
      title="Mes préinscriptions"
      lead="Ce que vous préparez et suivez, jusqu’à la réponse de l’organisme de formation."
      banner={banner(asked)}
      above={<StructureChoice action={path} structures={structures} structureId={structureId} kept={{ vue: view }} />}
    >
      <Others actor={actor} label="Préinscriptions reçues" vue="recues" right="received.see" />
      {actor.control ? null : (
        <div className="flex flex-wrap gap-3">
          <LinkButton href="/rafael">Préinscrire un candidat</LinkButton>
          {level === 3 ? (
            <LinkButton tone="secondary" href={at("/rafael/preinscriptions/a-valider", { structure: structureId })}>
              À valider
            </LinkButton>
          ) : null}
        </div>
      )}
      <FilterLinks
        label="Listes"
        links={shown.map(([vue, name]) => ({ href: listAddress(path, { ...kept, vue }), name, isHere: vue === view }))}
      />
      <Form action={path} className="grid gap-4 sm:grid-cols-[1fr_auto] sm:items-end">
        <input type="hidden" name="vue" value={view} />
        <input type="hidden" name="structure" value={structureId} />
        <SearchField name="q" label="Candidat ou formation" value={asked.q} maxLength={100} />
        <Button type="submit">Rechercher</Button>
      </Form>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p aria-live="polite" className="text-soft">
          {counted(total, "préinscription")}
        </p>
        <Download asked={{ ...asked, vue: view, structure: structureId }} />
      </div>
      <OwnTable
        rows={rows}
        level={actor.control ? null : level}
        origin={{ structure: structureId, vue: view }}
        mayTakeOver={view === "sans-suivi" && level === 3 && !actor.control}
        empty={asked.q ? "Aucune préinscription ne répond à cette recherche." : nothing[view]}
      />
      <Pagination label="Pages de la liste" page={asked.page} pages={pages} hrefOf={(page) => listAddress(path, { ...kept, page })} />
    </Page>
  )
}

async function Received({ asked }: { asked: ListAddress }) {
  const { actor, structureId, structures } = await enterRafael(path, "received.see", asked.structure)
  const [list, head] = await Promise.all([receivedPreregistrations(actor, structureId, asked), sessionHead(actor, asked.session)])
  const { rows = [], total = 0, pages = 1 } = list ?? {}
  const kept = { ...asked, fait: null, faites: null, refusees: null, pourquoi: null, page: null }
  const answerDays = (await answerDelays([structureId], new Date())).get(structureId)
  const mayAnswer = structuresWith(actor, "received.answer").includes(structureId) && !actor.control
  return (
    <Page
      title="Préinscriptions reçues"
      lead="Les personnes que des prescripteurs vous adressent. Celles qui attendent depuis le plus longtemps viennent d’abord."
      banner={banner(asked)}
      above={<StructureChoice action={path} structures={structures} structureId={structureId} kept={{ vue: "recues" }} />}
    >
      <Others actor={actor} label="Mes préinscriptions" vue="envoyees" right="preregistration.prepare" />
      {answerDays === undefined ? null : (
        <p className="text-soft">Les prescripteurs lisent de votre structure : « {answersIn(answerDays)} ».</p>
      )}
      {head ? (
        <Banner tone="info">
          <p className="font-semibold">
            {head.delivery.course.title}, {periodWords(head)}
          </p>
          <p>
            {head.taken} sur {head.places}, {head._count.preregistrations} en attente
          </p>
          {head.meetings.map(({ id, kind, startsAt }) => (
            <TextLink key={id} href={at("/rafael/preinscriptions/reunions/[id]", { id })}>
              Feuille de réunion : {meetingKinds[kind].toLowerCase()} du {formatInstant(startsAt)}
            </TextLink>
          ))}
        </Banner>
      ) : null}
      <Form action={path} className="grid gap-4 sm:grid-cols-[2fr_1fr_auto] sm:items-end">
        <input type="hidden" name="vue" value="recues" />
        <input type="hidden" name="structure" value={structureId} />
        {head ? <input type="hidden" name="session" value={head.id} /> : null}
        <SearchField name="q" label="Candidat ou formation" value={asked.q} maxLength={100} />
        <SelectField name="statut" label="Statut" defaultValue={asked.statut} key={`s-${asked.statut}`}>
          <option value="a-repondre">À répondre</option>
          <option value="retenues">Retenues</option>
          <option value="terminees">Terminées</option>
          <option value="toutes">Toutes</option>
        </SelectField>
        <Button type="submit">Rechercher</Button>
      </Form>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p aria-live="polite" className="text-soft">
          {counted(total, "préinscription")}
        </p>
        <Download asked={{ ...asked, structure: structureId }} />
      </div>
      <ReceivedTable
        rows={rows}
        now={new Date()}
        mayAnswer={mayAnswer}
        origin={{ structure: structureId, vue: "recues" }}
        empty={
          asked.q || asked.statut !== "a-repondre" ? "Aucune préinscription ne répond à cette recherche." : "Rien n’attend votre réponse."
        }
      />
      <Pagination label="Pages de la liste" page={asked.page} pages={pages} hrefOf={(page) => listAddress(path, { ...kept, page })} />
      {mayAnswer ? (
        <Section id="messages" title="Mes messages" lead="Comment vous êtes prévenu·e de ce que cette structure reçoit.">
          <PaceForm
            action={chooseReceivedPace}
            structureId={structureId}
            pace={await receivedPaceOf(actor, structureId)}
            label="Être prévenu·e des préinscriptions reçues"
            paces={receivedPaces}
          />
        </Section>
      ) : null}
    </Page>
  )
}

type OthersProps = { actor: Actor; label: string; vue: View; right: "received.see" | "preregistration.prepare" }

/** The way to the other list, for someone who both prescribes and answers. */
function Others({ actor, label, vue, right }: OthersProps) {
  if (structuresWith(actor, right).length === 0) return null
  return (
    <div>
      <LinkButton tone="quiet" href={at(path, { vue })}>
        {label}
      </LinkButton>
    </div>
  )
}

function Download({ asked }: { asked: ListAddress }) {
  const { structure, vue, q, session, statut } = asked
  return (
    <Exports>
      <DownloadLink href={at("/rafael/preinscriptions/export", { structure, vue, q, session, statut })}>Export CSV</DownloadLink>
    </Exports>
  )
}
