import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { parseAsStringLiteral } from "nuqs/server"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { CourseForm } from "@/components/rafael/offer/course-form"
import { CourseHistory } from "@/components/rafael/offer/course-history"
import { CoursePresentation } from "@/components/rafael/offer/course-presentation"
import { CourseSessions } from "@/components/rafael/offer/course-sessions"
import { MissingCard } from "@/components/rafael/offer/missing-card"
import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { Banner, Outcome } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card, Facts } from "@/components/ui/card"
import { FilterLinks } from "@/components/ui/filter-links"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { enter } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { todayOf } from "@/lib/platform/time/working-days"
import { entryModes, levels, modes, offerStates, paths } from "@/lib/rafael/codes/rules"
import { archive, publish } from "@/lib/rafael/courses/actions"
import { courseHistory, courseOf, type OwnCourse } from "@/lib/rafael/courses/queries"
import { courseFieldNames, missingToPublish } from "@/lib/rafael/courses/rules"
import { certificationLines } from "@/lib/rafael/courses/schema"
import { structuresWith } from "@/lib/rafael/rights/rules"

const tabs = { contenu: "Contenu", actions: "Actions", sessions: "Sessions", apercu: "Aperçu public", historique: "Historique" } as const
type Tab = keyof typeof tabs
const readAddress = reading({ onglet: parseAsStringLiteral(Object.keys(tabs) as Tab[]).withDefault("contenu"), fait: words })
const pattern = "/rafael/catalogue/formations/[id]"

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

async function opened(id: string) {
  const actor = await enter(at(pattern, { id }))
  const course = await courseOf(actor, id)
  return course ? { actor, course } : notFound()
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await opened((await params).id)).course.title }
}

export default async function CoursePage({ params, searchParams }: Props) {
  const { id } = await params
  const { onglet, fait } = await readAddress(searchParams)
  const { actor, course } = await opened(id)
  const mayWrite = structuresWith(actor, "offer.write").includes(course.structureId) && !actor.control
  const _missing = missingToPublish(course.facts)
  return (
    <Page
      title={course.title}
      lead={
        <>
          {course.numero} · {course.structure.raisonSociale} ·{" "}
          <Badge tone={course.state === "published" ? "good" : "wait"}>{offerStates[course.state]}</Badge>
        </>
      }
      banner={<Outcome>{outcomeOf(pattern, fait)}</Outcome>}
    >
      {course.unpublishedFor ? (
        <Banner tone="wait">
          <p>Cette formation n’est plus publiée : « {course.unpublishedFor} »</p>
        </Banner>
      ) : null}
      <FilterLinks
        label="Parties de la formation"
        links={(Object.keys(tabs) as Tab[]).map((tab) => ({
          href: at(pattern, { id, onglet: tab === "contenu" ? null : tab }),
          name: tabs[tab],
          isHere: tab === onglet,
        }))}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-6">
          {onglet === "contenu" ? <Content course={course} mayWrite={mayWrite} /> : null}
          {onglet === "actions" ? <Deliveries course={course} mayWrite={mayWrite} /> : null}
          {onglet === "sessions" ? <CourseSessions course={course} /> : null}
          {onglet === "apercu" ? (
            <>
              {course.state === "published" ? (
                <TextLink href={at("/rafael/formations/[id]", { id })}>Ouvrir la page publique</TextLink>
              ) : (
                <p className="text-soft">Voici ce que chacun lira une fois la formation publiée.</p>
              )}
              <CoursePresentation course={course} today={todayOf(new Date())} hasLinks={course.state === "published"} />
            </>
          ) : null}
          {onglet === "historique" ? <CourseHistory lines={await courseHistory(actor, id)} /> : null}
        </div>
        <div className="grid content-start gap-4">
          <MissingCard courseId={id} structureId={course.structureId} facts={course.facts} mayWrite={mayWrite} />
          {mayWrite && course.state !== "published" ? (
            <ActionButton action={publish} fields={{ courseId: id }}>
              Publier
            </ActionButton>
          ) : null}
          {mayWrite && course.state !== "archived" ? (
            <ActionButton action={archive} tone="danger" fields={{ courseId: id }}>
              Archiver
            </ActionButton>
          ) : null}
        </div>
      </div>
      <BackLink href={at("/rafael/catalogue", { structure: course.structureId })}>Revenir au catalogue</BackLink>
    </Page>
  )
}

function Content({ course, mayWrite }: { course: OwnCourse; mayWrite: boolean }) {
  if (!mayWrite) return <WholeCourse course={course} />
  const { title, objective, results, contents, path, evaluation, contactName, contactEmail, contactPhone } = course
  const level = (value: number | null) => (value === null ? "" : String(value))
  return (
    <Card>
      <CourseForm
        key={course.updatedAt.toISOString()}
        target={{ courseId: course.id, seen: course.updatedAt.toISOString() }}
        current={{
          title,
          objective,
          results,
          contents,
          path,
          entryLevel: level(course.entryLevel),
          exitLevel: level(course.exitLevel),
          formacodes: course.formacodes.join(", "),
          formacodeVersion: course.formacodeVersion,
          romes: course.romes.join(", "),
          nsfs: course.nsfs.join(", "),
          certifications: certificationLines(course.certifications),
          evaluation,
          contactName,
          contactEmail,
          contactPhone,
        }}
      />
    </Card>
  )
}

/** All that a course says, for those who read the offer and do not write it. */
function WholeCourse({ course }: { course: OwnCourse }) {
  const said = (text: string) => (text === "" ? "Non renseigné" : <span className="whitespace-pre-line">{text}</span>)
  const level = (value: number | null) => (value === null ? "Non renseigné" : (levels[value] ?? "Non renseigné"))
  const names = courseFieldNames
  return (
    <Card>
      <Facts
        facts={[
          [names.objective, said(course.objective)],
          [names.results, said(course.results)],
          [names.contents, said(course.contents)],
          [names.path, paths[course.path]],
          [names.entryLevel, level(course.entryLevel)],
          [names.exitLevel, level(course.exitLevel)],
          [names.formacodes, said(course.formacodes.join(", "))],
          [names.formacodeVersion, said(course.formacodeVersion)],
          [names.romes, said(course.romes.join(", "))],
          [names.nsfs, said(course.nsfs.join(", "))],
          [names.certifications, said(certificationLines(course.certifications))],
          [names.evaluation, said(course.evaluation)],
          ["Contact", said([course.contactName, course.contactEmail, course.contactPhone].filter(Boolean).join(" · "))],
        ]}
      />
    </Card>
  )
}

function Deliveries({ course, mayWrite }: { course: OwnCourse; mayWrite: boolean }) {
  return (
    <>
      {mayWrite ? (
        <div>
          <LinkButton href={at("/rafael/catalogue/actions/nouvelle", { formation: course.id })}>Ajouter une action</LinkButton>
        </div>
      ) : null}
      {course.deliveries.length === 0 ? (
        <p className="text-soft">Aucune action : dites comment, où et à qui la formation est donnée.</p>
      ) : null}
      {course.deliveries.map((delivery) => (
        <Card key={delivery.id} className="grid gap-2">
          <h2 className="text-lg font-semibold">Action {delivery.numero}</h2>
          <p>
            {modes[delivery.mode]} · {entryModes[delivery.entryMode]} · {delivery.isFunded ? "places financées" : "sans place financée"}
          </p>
          <p className="text-soft">
            {delivery.places.map(({ address, postcode, city }) => `${address}, ${postcode} ${city}`).join(" · ") || "Lieu à préciser"}
          </p>
          <div className="flex flex-wrap gap-3">
            <TextLink href={at("/rafael/catalogue/actions/[id]", { id: delivery.id })}>
              {mayWrite ? `Modifier l’action ${delivery.numero}` : `Lire l’action ${delivery.numero}`}
            </TextLink>
            {mayWrite ? (
              <TextLink href={at("/rafael/catalogue/sessions/nouvelle", { action: delivery.id })}>
                Ajouter une session à {delivery.numero}
              </TextLink>
            ) : null}
          </div>
        </Card>
      ))}
    </>
  )
}
