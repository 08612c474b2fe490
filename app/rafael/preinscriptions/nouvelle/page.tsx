import type { Metadata } from "next"
import Form from "next/form"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/rafael/offer/session-words"
import { DossierForm, WishForm } from "@/components/rafael/preregistrations/dossier-form"
import { StructureChoice } from "@/components/structures/structure-choice"
import { Banner } from "@/components/ui/banner"
import { Button } from "@/components/ui/button"
import { Card, Section } from "@/components/ui/card"
import { SearchField } from "@/components/ui/search-field"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { formatDay } from "@/lib/platform/time/dates"
import { todayOf } from "@/lib/platform/time/working-days"
import { enterRafael } from "@/lib/rafael/entrance/structure"
import { publishedSession } from "@/lib/rafael/offer-search/queries"
import { candidateOf, hasValidator, knownCandidates } from "@/lib/rafael/preregistrations/queries"
import { levelOf } from "@/lib/rafael/rights/rules"
import { closedFor, closingWords, openingOf } from "@/lib/rafael/states/rules"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const path = "/rafael/preinscriptions/nouvelle"
export const metadata: Metadata = { title: titleOf(path) }

const readAddress = reading({ session: words, structure: words, candidat: words, q: words })
type Props = { searchParams: SearchParams }

export default async function NewPreregistrationPage({ searchParams }: Props) {
  const { session: sessionId, structure, candidat, q } = await readAddress(searchParams)
  const candidate = candidat ? null : undefined
  const { actor, structureId, structures } = await enterRafael(path, "preregistration.prepare", structure)
  const [session, chosen, known] = await Promise.all([
    publishedSession(sessionId, new Date()),
    candidate === undefined ? null : candidateOf(actor, candidat),
    knownCandidates(actor, structureId, q),
  ])
  if (!session || (candidat && !chosen)) notFound()
  const { course, delivery } = session
  const closed = closedFor(openingOf({ ...session, delivery: { ...delivery, course } }), todayOf(new Date()))
  const level = levelOf(actor.affiliations.find((own) => own.structureId === structureId)?.rafaelProfil ?? null)
  const isAlone = level === 1 && !(await hasValidator(actor, structureId))
  const isPermanent = delivery.entryMode === "permanent"
  return (
    <Page
      title={titleOf(path)}
      lead={`${course.title}, ${course.structure.raisonSociale}, ${periodWords(session)}.`}
      width="narrow"
      above={
        closed || chosen ? null : (
          <StructureChoice action={path} structures={structures} structureId={structureId} kept={{ session: sessionId }} />
        )
      }
    >
      {closed ? (
        <Banner tone="bad">
          <p>{closingWords[closed]}</p>
        </Banner>
      ) : null}
      {isAlone ? (
        <Banner tone="wait">
          <p>
            Votre structure n’a personne de niveau 3 pour valider : votre référent sera prévenu à chaque envoi, et rien ne partira avant
            qu’il donne ce profil à quelqu’un.
          </p>
        </Banner>
      ) : null}
      {closed ? null : chosen ? (
        <Card className="grid gap-5">
          <p>
            Un vœu de plus pour <strong>{formatName(chosen)}</strong>, après ceux que cette personne a déjà.
          </p>
          <WishForm candidateId={chosen.id} sessionId={sessionId} isPermanent={isPermanent} project="" />
        </Card>
      ) : (
        <>
          <Section id="connus" title="Candidats connus" lead="Cherchez d’abord la personne : votre structure la connaît peut-être déjà.">
            <Form action={path} className="grid gap-4 sm:grid-cols-[1fr_auto] sm:items-end">
              <input type="hidden" name="session" value={sessionId} />
              <input type="hidden" name="structure" value={structureId} />
              <SearchField name="q" label="Nom ou prénom" value={q} maxLength={100} />
              <Button type="submit" tone="secondary">
                Chercher
              </Button>
            </Form>
            {q ? (
              <ul className="grid gap-1">
                {known.map((one) => (
                  <li key={one.id}>
                    <TextLink href={at(path, { session: sessionId, structure: structureId, candidat: one.id })}>
                      {formatName(one)}
                      {one.birthDate ? `, né·e le ${formatDay(one.birthDate)}` : ""}
                      {one.city ? `, ${one.city}` : ""}
                    </TextLink>
                  </li>
                ))}
                {known.length === 0 ? <li className="text-soft">Personne de ce nom : remplissez la fiche ci-dessous.</li> : null}
              </ul>
            ) : null}
          </Section>
          <Card key={structureId}>
            <DossierForm target={{ structureId, sessionId }} isPermanent={isPermanent} />
          </Card>
        </>
      )}
      <BackLink href={at("/rafael/sessions/[id]", { id: sessionId })}>Revenir à la session</BackLink>
    </Page>
  )
}
