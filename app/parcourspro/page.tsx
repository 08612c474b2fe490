import type { Metadata } from "next"
import Form from "next/form"
import { Page } from "@/components/layout/page"
import { MonthCalendar } from "@/components/parcourspro/programme/month-calendar"
import { ProgrammeCard } from "@/components/parcourspro/programme/session-card"
import { Button, LinkButton } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { SelectField, TextField } from "@/components/ui/field"
import { FilterLinks } from "@/components/ui/filter-links"
import { Options } from "@/components/ui/options"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { titleOf } from "@/lib/access/routes"
import { currentActor } from "@/lib/identity/entrance/actor"
import { kindNames } from "@/lib/parcourspro/codes/rules"
import { monthOf, programmeDepartements, programmeMonth, programmeSessions } from "@/lib/parcourspro/programme/queries"
import { programmeAddress, programmeViews, readProgrammeAddress } from "@/lib/parcourspro/programme/schema"
import { themes } from "@/lib/parcourspro/themes/queries"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { departementLabel } from "@/lib/platform/text/departements"

const path = "/parcourspro"
export const metadata: Metadata = { title: titleOf(path) }

const audiences = { tous: "Ouvert à tous", adherents: "Adhérents" }
type View = keyof typeof programmeViews

export default async function ProgrammePage({ searchParams }: { searchParams: SearchParams }) {
  const asked = await readProgrammeAddress(searchParams)
  const now = new Date()
  const [actor, known, places] = await Promise.all([currentActor(), themes(), programmeDepartements(now)])
  return (
    <Page title={titleOf(path)} lead="Les actions de professionnalisation proposées aux personnes de la formation et de l’emploi.">
      {actor ? (
        <div>
          <LinkButton tone="secondary" href="/parcourspro/inscriptions">
            Mes inscriptions
          </LinkButton>
        </div>
      ) : null}
      <FilterLinks
        label="Présentation"
        links={(Object.keys(programmeViews) as View[]).map((vue) => ({
          href: programmeAddress(path, { ...asked, vue, page: null }),
          name: programmeViews[vue],
          isHere: vue === asked.vue,
        }))}
      />
      <Form action={path} className="grid gap-4">
        {asked.vue === "mois" ? <input type="hidden" name="vue" value="mois" /> : null}
        <SearchField name="q" label="Un mot du titre ou des objectifs" value={asked.q} maxLength={100} />
        <div className="grid grid-cols-2 items-end gap-4 lg:grid-cols-4">
          <SelectField name="theme" label="Thème" defaultValue={asked.theme} key={`t-${asked.theme}`}>
            <Options of={Object.fromEntries(known.map(({ id, name }) => [id, name]))} none="Tous" />
          </SelectField>
          <SelectField name="format" label="Format" defaultValue={asked.format ?? ""} key={`f-${asked.format}`}>
            <Options of={kindNames} none="Tous" />
          </SelectField>
          <SelectField name="lieu" label="Lieu" defaultValue={asked.lieu} key={`l-${asked.lieu}`}>
            <Options of={Object.fromEntries(places.map((code) => [code, departementLabel(code)]))} none="Partout" />
          </SelectField>
          <SelectField name="public" label="Public" defaultValue={asked.public ?? ""} key={`p-${asked.public}`}>
            <Options of={audiences} none="Tout le programme" />
          </SelectField>
          {asked.vue === "liste" ? (
            <>
              <TextField name="du" type="date" label="Du" defaultValue={asked.du} key={`d-${asked.du}`} />
              <TextField name="au" type="date" label="Au" defaultValue={asked.au} key={`a-${asked.au}`} />
            </>
          ) : null}
          <Choice type="checkbox" id="distance" name="distance" value="1" checked={asked.distance === "1"} label="À distance" />
          <Choice type="checkbox" id="places" name="places" value="1" checked={asked.places === "1"} label="Places restantes" />
        </div>
        <div>
          <Button type="submit">Rechercher</Button>
        </div>
      </Form>
      {asked.vue === "mois" ? <Month asked={asked} now={now} /> : <List asked={asked} now={now} />}
    </Page>
  )
}

type Props = { asked: Awaited<ReturnType<typeof readProgrammeAddress>>; now: Date }

async function Month({ asked, now }: Props) {
  const month = await monthOf(asked, now)
  const sessions = await programmeMonth(asked, month, now)
  return <MonthCalendar month={month} sessions={sessions} hrefOf={(mois) => programmeAddress(path, { ...asked, mois, page: null })} />
}

async function List({ asked, now }: Props) {
  const { sessions, total, isMore, pages } = await programmeSessions(asked, now)
  return (
    <section aria-labelledby="sessions" className="grid gap-4">
      <h2 id="sessions" className="sr-only">
        Sessions
      </h2>
      <p aria-live="polite" className="text-soft">
        {isMore ? "Plus de " : ""}
        {counted(total, "session")}
      </p>
      <div className="grid gap-4 lg:grid-cols-2">
        {sessions.map((session) => (
          <ProgrammeCard key={session.id} session={session} now={now} />
        ))}
      </div>
      {sessions.length === 0 ? (
        <div className="rounded-card border border-dashed border-line-strong px-5 py-8 text-center text-soft">
          Aucune session ne répond à cette recherche : retirez un filtre.
        </div>
      ) : null}
      <Pagination
        label="Pages du programme"
        page={asked.page}
        pages={pages}
        hrefOf={(page) => programmeAddress(path, { ...asked, page })}
      />
    </section>
  )
}
