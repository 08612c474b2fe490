import type { Metadata } from "next"
import Form from "next/form"
import { Page } from "@/components/layout/page"
import { DepartementSketch } from "@/components/rafael/offer-search/departement-sketch"
import { comparison, SessionCard } from "@/components/rafael/offer-search/session-card"
import { Banner } from "@/components/ui/banner"
import { Button } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { SelectField, TextField } from "@/components/ui/field"
import { Options } from "@/components/ui/options"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { FeedLink, TextLink } from "@/components/ui/text-link"
import { titleOf } from "@/lib/access/routes"
import { currentActor } from "@/lib/identity/entrance/actor"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { departementLabel } from "@/lib/platform/text/departements"
import { de } from "@/lib/platform/text/elision"
import { waitWords } from "@/lib/platform/time/dates"
import { levels, modes } from "@/lib/rafael/codes/rules"
import { communeLabel, radii, usualRadius } from "@/lib/rafael/communes/rules"
import { searchOfferForVisitor } from "@/lib/rafael/entrance/searches"
import { addressOfCalendar, addressOfFeed, offerAddress, readOfferAddress } from "@/lib/rafael/offer-search/schema"
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

const sorts = { pertinence: "Pertinence", date: "Date", distance: "Distance" }
const nothing = { sessions: [], total: 0, isMore: false, pages: 1, byPlace: [], place: null }

/** Where the sessions counted are. */
function whereWords(found: Awaited<ReturnType<typeof searchOfferForVisitor>>) {
  if ("waitSeconds" in found || !found.place) return ""
  const { place, around } = found
  if (place.kind === "commune" && around) return ` à ${around.kilometres} km au plus ${de(communeLabel(place.commune))}`
  if (place.kind === "departement") return `, ${departementLabel(place.code)}`
  return place.kind === "city" ? ` à ${place.name}` : ""
}

type Props = { searchParams: SearchParams }

export default async function OfferSearchPage({ searchParams }: Props) {
  const asked = await readOfferAddress(searchParams)
  const actor = await currentActor()
  const [found, places, candidate] = await Promise.all([
    searchOfferForVisitor(asked),
    departements(),
    actor && asked.candidat ? candidateOf(actor, asked.candidat) : null,
  ])
  const { sessions, total, isMore, pages, byPlace, place } = "waitSeconds" in found ? nothing : found
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
        {asked.departement ? <input type="hidden" name="departement" value={asked.departement} /> : null}
        <div className="grid gap-4 items-end sm:grid-cols-2 lg:grid-cols-[2fr_1.5fr_1fr]">
          <div className="sm:col-span-2 lg:col-span-1">
            <SearchField name="q" label="Que voulez-vous apprendre ou devenir ?" value={asked.q} maxLength={200} />
          </div>
          <TextField
            name="ou"
            label="Où ?"
            hint="Commune, code postal ou département"
            error={place?.kind === "unknown" ? `Aucune commune ni aucun département ne s’appelle « ${asked.ou} ».` : undefined}
            defaultValue={asked.ou}
            key={`o-${asked.ou}`}
            maxLength={100}
            list="ou-propose"
          />
          <datalist id="ou-propose">
            {places.map((code) => (
              <option key={code} value={departementLabel(code)} />
            ))}
          </datalist>
          <SelectField
            name="rayon"
            label="Rayon"
            hint="Autour de la commune"
            defaultValue={asked.rayon ?? String(usualRadius)}
            key={`r-${asked.rayon}`}
          >
            {radii.map((kilometres) => (
              <option key={kilometres} value={kilometres}>
                {kilometres} km
              </option>
            ))}
          </SelectField>
        </div>
        <div className="grid grid-cols-2 items-end gap-4 lg:grid-cols-4">
          <TextField
            name="debut"
            type="date"
            label="Début"
            hint="Ce jour-là ou après"
            defaultValue={asked.debut}
            key={`b-${asked.debut}`}
          />
          <SelectField name="mode" label="Modalité" defaultValue={asked.mode ?? ""} key={`m-${asked.mode}`}>
            <Options of={modes} none="Toutes" />
          </SelectField>
          <SelectField
            name="niveau"
            label="Niveau"
            defaultValue={asked.niveau === null ? "" : String(asked.niveau)}
            key={`n-${asked.niveau}`}
          >
            <Options of={levels} none="Tous" />
          </SelectField>
          <SelectField name="tri" label="Trier par" defaultValue={asked.tri} key={`t-${asked.tri}`}>
            <Options of={sorts} />
          </SelectField>
        </div>
        <fieldset className="grid gap-2">
          <legend className="mb-2 font-semibold">Seulement</legend>
          <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5">
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
      {place?.kind === "several" ? (
        <Banner tone="wait">
          <p>Plusieurs communes peuvent s’appeler ainsi. Laquelle ?</p>
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {place.choices.map((ou) => (
              <li key={ou}>
                <TextLink href={offerAddress(path, { ...asked, ou, page: null })}>{ou}</TextLink>
              </li>
            ))}
          </ul>
        </Banner>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <p aria-live="polite" className="text-soft">
          {isMore ? "Plus de " : ""}
          {counted(total, "session")}
          {whereWords(found)}
        </p>
        {asked.departement ? (
          <TextLink href={offerAddress(path, { ...asked, departement: "", page: null })}>
            Retirer le filtre {departementLabel(asked.departement)}
          </TextLink>
        ) : null}
        <FeedLink href={addressOfCalendar(asked)} type="text/calendar">
          S’abonner (.ics)
        </FeedLink>
        <FeedLink href={addressOfFeed(asked)} type="application/atom+xml">
          S’abonner (Atom)
        </FeedLink>
      </div>
      {sessions.length > 1 ? (
        <Form id={comparison} action="/rafael/comparer">
          <Button type="submit" tone="secondary">
            Comparer
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
      <Pagination label="Pages des sessions" page={asked.page} pages={pages} hrefOf={(page) => offerAddress(path, { ...asked, page })} />
    </Page>
  )
}
