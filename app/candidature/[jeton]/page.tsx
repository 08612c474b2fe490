import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { CorrectionForm, ErasureForm, OpeningForm, RenunciationForm } from "@/components/rafael/candidacies/candidacy-forms"
import { periodWords } from "@/components/rafael/offer/session-words"
import { Outcome } from "@/components/ui/banner"
import { DownloadLink } from "@/components/ui/button"
import { Card, Facts, Section } from "@/components/ui/card"
import { Disclosure } from "@/components/ui/disclosure"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { secretIn } from "@/lib/platform/secrets/secrets"
import { formatPhone } from "@/lib/platform/text/phone"
import { openedCandidate } from "@/lib/rafael/candidacies/opened"
import { type Candidacy, candidacyOf } from "@/lib/rafael/candidacies/queries"
import { meetingKinds, whyWords } from "@/lib/rafael/codes/rules"
import { isLiving, type Status } from "@/lib/rafael/states/rules"

const pattern = "/candidature/[jeton]"
export const metadata: Metadata = { title: titleOf(pattern), robots: "noindex" }

const readAddress = reading({ fait: words })
type Props = { params: Promise<{ jeton: string }>; searchParams: SearchParams }

/** The page of a candidate, who has no account. Opening the link changes nothing; the birth date opens the page. */
export default async function CandidacyPage({ params, searchParams }: Props) {
  const jeton = secretIn((await params).jeton)
  const { fait } = await readAddress(searchParams)
  const id = await openedCandidate(jeton, new Date())
  const candidacy = id ? await candidacyOf(id) : null
  return (
    <Page
      title={titleOf(pattern)}
      lead={
        candidacy
          ? `Bonjour ${candidacy.firstName || candidacy.lastName}. Voici où en sont vos candidatures.`
          : "Pour être sûr que c’est vous, donnez votre date de naissance."
      }
      width="narrow"
      banner={<Outcome>{outcomeOf(pattern, fait)}</Outcome>}
    >
      {candidacy ? (
        <Opened candidacy={candidacy} jeton={jeton} />
      ) : (
        <Card>
          <OpeningForm token={jeton} />
        </Card>
      )}
    </Page>
  )
}

/** Each state as the candidate reads it, in plain words: what it means, and what comes next. */
const states: Partial<Record<Status, string>> = {
  sent: "L’organisme de formation a reçu votre candidature et va vous répondre.",
  summoned: "L’organisme vous a convoqué·e. Allez-y : c’est là que se décide la suite.",
  accepted: "Vous êtes accepté·e. Une place vous est gardée.",
  waitlisted: "Vous êtes en liste d’attente. Vous serez prévenu·e si une place se libère.",
  not_accepted: "Votre candidature n’est pas retenue pour cette session.",
  started: "Vous êtes en formation.",
  not_started: "Vous n’êtes pas entré·e en formation.",
  finished: "Votre formation est terminée.",
  dropped: "Votre formation s’est interrompue.",
  withdrawn: "Cette candidature est retirée.",
  session_cancelled: "La session est annulée.",
  lapsed: "Cette candidature est restée sans réponse. Parlez-en à la personne qui vous accompagne.",
}

/** What the training body gave as its reason, when its answer is the last thing that happened. */
function motiveOf({ steps }: Candidacy["preregistrations"][number]): (readonly [string, string])[] {
  const last = steps.at(-1)
  const words = last?.side === "training_body" ? whyWords(last.reason, last.reasonText ?? "") : ""
  return words ? [["Motif", words]] : []
}

function Opened({ candidacy, jeton }: { candidacy: Candidacy; jeton: string }) {
  return (
    <>
      <Section id="candidatures" title="Mes candidatures">
        {candidacy.preregistrations.map((one) => (
          <Card key={one.id} className="grid gap-3">
            <h3 id={`candidature-${one.id}`} className="text-lg font-semibold">
              {one.session.delivery.course.title}
            </h3>
            <p className="font-medium">{states[one.status]}</p>
            <Facts
              facts={[
                ["Organisme", one.session.delivery.course.structure.raisonSociale],
                ["Dates", periodWords(one.session)],
                ...(one.meeting && one.status === "summoned"
                  ? [
                      [
                        "Rendez-vous",
                        <span key="rendez-vous">
                          {meetingKinds[one.meeting.kind]}, <When at={one.meeting.startsAt} exact />, {one.meeting.place}
                        </span>,
                      ] as const,
                    ]
                  : []),
                ...motiveOf(one),
                ["Accompagnement", candidacy.structure.raisonSociale],
              ]}
            />
            <div>
              <DownloadLink href={at("/candidature/[jeton]/agenda", { jeton, candidature: one.id })} describedBy={`candidature-${one.id}`}>
                {isLiving(one.status) ? "Ajouter à mon agenda" : "Retirer de mon agenda"}
              </DownloadLink>
            </div>
            {isLiving(one.status) ? (
              <Disclosure summary="Renoncer" describedBy={`candidature-${one.id}`} mustOpen={false}>
                <RenunciationForm token={jeton} preregistrationId={one.id} />
              </Disclosure>
            ) : null}
          </Card>
        ))}
        {candidacy.preregistrations.length === 0 ? <p className="text-soft">Rien n’a encore été envoyé en votre nom.</p> : null}
      </Section>
      <Section id="coordonnees" title="Mes coordonnées" lead="Pour que l’organisme puisse vous joindre.">
        <Card>
          <CorrectionForm
            key={candidacy.updatedAt.toISOString()}
            token={jeton}
            current={{
              email: candidacy.email ?? "",
              phone: candidacy.phone ? formatPhone(candidacy.phone) : "",
              postcode: candidacy.postcode ?? "",
              city: candidacy.city ?? "",
            }}
          />
        </Card>
      </Section>
      <Section id="donnees" title="Mes données" lead="Ce que Rafael sait de vous, à emporter ou à faire effacer.">
        <div>
          <DownloadLink href={at("/candidature/[jeton]/donnees", { jeton })}>Télécharger mes données</DownloadLink>
        </div>
        <Disclosure summary="Effacer mes données" mustOpen={false}>
          <ErasureForm token={jeton} />
        </Disclosure>
      </Section>
    </>
  )
}
