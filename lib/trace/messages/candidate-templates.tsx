/** Mails to candidates, who have no account. */
import type { CalendarEvent } from "@/lib/platform/text/calendar"
import type { CandidateNews, Catalogue } from "@/lib/trace/messages/catalogue"
import { Hello, type Mail, P } from "@/lib/trace/messages/mail-parts"
import { Quoted, SessionWords } from "@/lib/trace/messages/rafael-mail-parts"

type CandidateTemplate = "candidate-informed" | "candidate-news" | "candidate-erased"

export const candidateMails: { [T in CandidateTemplate]: (data: Catalogue[T]) => Mail } = {
  "candidate-informed": ({ candidateId: _candidate, firstName, by, from, token, ...session }) => ({
    subject: "Votre candidature à une formation est envoyée",
    preview: "Suivez-la, et renoncez quand vous voulez.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by} ({from}) vient de transmettre votre candidature à <SessionWords {...session} />.
        </P>
        <P>
          L’organisme de formation reçoit vos nom, date de naissance, coordonnées, situation, niveau et projet, pour étudier votre demande ;
          et, si vous les avez donnés, votre identifiant France Travail et l’adaptation dont vous avez besoin. Ces informations sont
          effacées 24 mois après votre dernière demande. Vous pouvez les corriger, les emporter, les faire effacer, ou renoncer, sur la page
          ci-dessous. Elle demande votre date de naissance.
        </P>
      </>
    ),
    action: { label: "Suivre ma candidature", path: `/candidature/${token}` },
  }),
  "candidate-news": ({ candidateId: _candidate, firstName, news, words, token, calendar, ...session }) => ({
    calendar: calendar ? { isCancelled: calendar.isCancelled, events: calendar.events.map(eventOf) } : undefined,
    subject: ownNews[news],
    preview: "Des nouvelles de votre candidature.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {ownNews[news]}. Formation : <SessionWords {...session} />.
        </P>
        <Quoted>{words}</Quoted>
        {calendar ? (
          <P>
            {calendar.isCancelled
              ? "Le fichier joint retire de votre agenda les dates que vous y aviez mises."
              : "Le fichier joint met ces dates dans votre agenda."}
          </P>
        ) : null}
        <P>Cette page vous dit où en est votre candidature. Elle demande votre date de naissance.</P>
      </>
    ),
    action: { label: "Suivre ma candidature", path: `/candidature/${token}` },
  }),
  "candidate-erased": ({ firstName }) => ({
    subject: "Vos données sont effacées",
    preview: "Plus rien ne vous nomme dans Rafael.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>Vos candidatures en cours sont retirées et vos données effacées : plus rien ne vous nomme dans Rafael.</P>
      </>
    ),
    action: { label: "Ouvrir le portail", path: "/" },
  }),
}

type Event = NonNullable<Catalogue["candidate-news"]["calendar"]>["events"][number]

function eventOf({ start, end, stamp, location, ...event }: Event): CalendarEvent {
  const instants = { start: new Date(start), end: new Date(end), stamp: new Date(stamp) }
  return { ...event, ...instants, ...(location ? { location } : {}) }
}

const ownNews: Record<CandidateNews, string> = {
  summoned: "Vous êtes convoqué·e",
  accepted: "Votre candidature est acceptée",
  waitlisted: "Vous êtes en liste d’attente",
  not_accepted: "Votre candidature n’est pas retenue",
  moved: "Les dates de votre formation changent",
  session_cancelled: "La session est annulée",
  withdrawn: "Votre candidature est retirée",
  lapsed: "Votre candidature est restée sans réponse",
}
