import type { Metadata } from "next"
import Form from "next/form"
import { Page } from "@/components/layout/page"
import { DepartementSketch, departementLabel } from "@/components/rafael/offer-search/departement-sketch"
import { comparison, SessionCard } from "@/components/rafael/offer-search/session-card"
import { Options } from "@/components/rafael/options"
import { Banner } from "@/components/ui/banner"
import { Button } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { SelectField, TextField } from "@/components/ui/field"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { titleOf } from "@/lib/access/routes"
import { currentActor } from "@/lib/identity/entrance/actor"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { waitWords } from "@/lib/platform/time/dates"
import { modes } from "@/lib/rafael/codes/rules"
import { searchOfferForVisitor } from "@/lib/rafael/entrance/searches"
import { offerAddress, readOfferAddress } from "@/lib/rafael/offer-search/schema"
import { candidateOf } from "@/lib/rafael/preregistrations/queries"
import { departements } from "@/lib/structures/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const path = "/rafael"
export const metadata: Metadata = { title: titleOf(path) }

const ticks = [
  ["financee", "Financée"],
  ["places", "Places restantes"],
  ["certifiante", "Certifiante"],
  ["accessible", "Accessible"],
  ["permanente", "Entrée permanente"],
] as const

type Props = { searchParams: SearchParams }

export default async function OfferSearchPage({ searchParams }: Props) {
  const asked = await readOfferAddress(searchParams)
  const actor = await currentActor()
  const [found, places, candidate] = await Promise.all([
    searchOfferForVisitor(asked),
    departements(),
    actor && asked.candidat ? candidateOf(actor, asked.candidat) : null,
  ])
  const { sessions, total, pages, byPlace } = "waitSeconds" in found ? { sessions: [], total: 0, pages: 1, byPlace: [] } : found
  const candidat = candidate?.id ?? ""
  return (
    <Page title={titleOf(path)} lead="Les sessions publiées par les organismes de formation de la région.">
      {"waitSeconds" in found ? (
        <Banner tone="wait">
          <p>Beaucoup de recherches viennent de votre réseau. Réessayez dans {waitWords(found.waitSeconds)}.</p>
        </Banner>
      ) : null}
      {candidate ? (
        <Banner tone="info">
          <p>
            Choisissez une session : elle sera un vœu de plus pour <strong>{formatName(candidate)}</strong>.
          </p>
        </Banner>
      ) : null}
      <Form action={path} className="grid gap-4">
        {candidat ? <input type="hidden" name="candidat" value={candidat} /> : null}
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_1fr]">
          <div className="sm:col-span-2 lg:col-span-1">
            <SearchField name="q" label="Que voulez-vous apprendre ou devenir ?" value={asked.q} maxLength={200} />
          </div>
          <SelectField name="departement" label="Où ?" defaultValue={asked.departement} key={`d-${asked.departement}`}>
            <option value="">Toute la région</option>
            {places.map((departement) => (
              <option key={departement} value={departement}>
                {departementLabel(departement)}
              </option>
            ))}
          </SelectField>
          <TextField name="debut" type="date" label="Début à partir du" defaultValue={asked.debut} key={`b-${asked.debut}`} />
          <SelectField name="mode" label="Modalité" defaultValue={asked.mode ?? ""} key={`m-${asked.mode}`}>
            <Options of={modes} none="Toutes" />
          </SelectField>
        </div>
        <fieldset className="grid gap-2">
          <legend className="mb-2 font-semibold">Seulement</legend>
          <div className="grid gap-2 sm:grid-cols-3 lg:grid-cols-5">
            {ticks.map(([name, label]) => (
              <Choice
                key={`${name}-${asked[name]}`}
                type="checkbox"
                id={name}
                name={name}
                value="1"
                checked={asked[name] === "1"}
                label={label}
              />
            ))}
          </div>
        </fieldset>
        <div>
          <Button type="submit">Rechercher</Button>
        </div>
      </Form>
      <p aria-live="polite" className="text-soft">
        {counted(total, "session")}
      </p>
      {sessions.length > 1 ? (
        <Form id={comparison} action="/rafael/comparer">
          <Button type="submit" tone="secondary">
            Comparer les sessions cochées
          </Button>
        </Form>
      ) : null}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <section aria-labelledby="reponses" className="grid content-start gap-4">
          <h2 id="reponses" className="sr-only">
            Sessions trouvées
          </h2>
          {sessions.map((session) => (
            <SessionCard key={session.id} session={session} candidat={candidat} />
          ))}
          {sessions.length === 0 ? (
            <div className="rounded-card border border-dashed border-line-strong px-5 py-8 text-center text-soft">
              Aucune session ne répond à cette recherche : retirez un filtre, ou essayez un mot plus court.
            </div>
          ) : null}
        </section>
        <DepartementSketch counts={byPlace} hrefOf={(departement) => offerAddress(path, { ...asked, departement, page: null })} />
      </div>
      <Pagination
        label="Pages des sessions"
        page={Math.max(1, asked.page)}
        pages={pages}
        hasNext={asked.page < pages}
        hrefOf={(page) => offerAddress(path, { ...asked, page })}
      />
    </Page>
  )
}
