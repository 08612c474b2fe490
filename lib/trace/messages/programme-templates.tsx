/** Mails of ParcoursPro: to people who register, to their employer, to the provider of the session. */
import { counted } from "@/lib/platform/text/counts"
import { formatDay, formatInstant } from "@/lib/platform/time/dates"
import type { Catalogue, RegistrationNews } from "@/lib/trace/messages/catalogue"
import { Hello, type Mail, P } from "@/lib/trace/messages/mail-parts"

type ProgrammeTemplate =
  | "registration-to-answer"
  | "registration-to-validate"
  | "registration-received"
  | "registration-news"
  | "registration-ended"
  | "event-place-freed"
  | "document-ready"
  | "registrations-waiting"

type Session = { title: string; provider: string; startsAt: string; endsAt: string }

function SessionWords({ title, provider, startsAt, endsAt }: Session) {
  const [first, last] = [formatDay(new Date(startsAt)), formatDay(new Date(endsAt))]
  return (
    <>
      <strong>{title}</strong> ({provider}), {first === last ? `le ${formatInstant(new Date(startsAt))}` : `du ${first} au ${last}`}
    </>
  )
}

const own: Mail["action"] = { label: "Ouvrir mes inscriptions", path: "/parcourspro/inscriptions" }
/** The page of a session; the request that the message speaks of is ticked there. */
const ofSession = (sessionId: string, registrationId?: string): Mail["action"] => ({
  label: "Ouvrir la session",
  path: `/parcourspro/prestataire/sessions/${sessionId}${registrationId ? `?demande=${registrationId}` : ""}`,
})
const toAnswer = {
  employer: { label: "Répondre à la demande", path: "/parcourspro/employeur" },
  referent: { label: "Répondre à la demande", path: "/parcourspro/employeur/sans-employeur" },
  manager: { label: "Voir les demandes", path: "/admin/parcourspro?vue=inscriptions" },
} as const

export const programmeMails: { [T in ProgrammeTemplate]: (data: Catalogue[T]) => Mail } = {
  "registration-to-answer": ({ registrationId, person, structureName, structureId, answerBefore, as, reminder, ...session }) => ({
    subject: `${reminder ? "Rappel : " : ""}${person} demande à suivre ${session.title}`,
    preview: `À répondre avant le ${formatDay(new Date(answerBefore))}.`,
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          <strong>{person}</strong> ({structureName}) demande à suivre <SessionWords {...session} />.
        </P>
        <P>Répondez avant le {formatDay(new Date(answerBefore))} : sans accord de l’employeur, l’inscription n’avance pas.</P>
        {as === "referent" ? (
          <P>Votre structure n’a pas d’Employeur : vous répondez à sa place, ou vous donnez ce profil à quelqu’un.</P>
        ) : null}
        {as === "manager" ? <P>Cette structure n’a ni Employeur ni référent qui puisse répondre : la demande vous revient.</P> : null}
      </>
    ),
    action: {
      ...toAnswer[as],
      path: as === "manager" ? toAnswer[as].path : `${toAnswer[as].path}?structure=${structureId}&demande=${registrationId}`,
    },
  }),
  "registration-to-validate": ({ registrationId, person, structureName, sessionId, ...session }) => ({
    subject: `Une inscription à valider : ${session.title}`,
    preview: `${person} attend votre réponse.`,
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          <strong>{person}</strong> ({structureName}) demande une place pour <SessionWords {...session} />.
        </P>
      </>
    ),
    action: ofSession(sessionId, registrationId),
  }),
  "registration-received": ({ firstName, waitsFor, ...session }) => ({
    subject: `Votre demande est transmise : ${session.title}`,
    preview: "Nous vous écrirons à chaque étape.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Votre demande d’inscription à <SessionWords {...session} /> est transmise
          {waitsFor === "employer" ? " à votre employeur, qui répond en premier." : " au prestataire, qui confirme les places."}
        </P>
      </>
    ),
    action: own,
  }),
  "registration-news": ({ firstName, news, words, until, calendar, ...session }) => ({
    subject: `${newsSubjects[news]} : ${session.title}`,
    preview: "Votre inscription a une suite.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {newsWords[news]} <SessionWords {...session} />.
        </P>
        {until ? (
          <P>
            Cette place vous est gardée jusqu’au <strong>{formatInstant(new Date(until))}</strong>. Sans réponse, elle revient à la personne
            suivante.
          </P>
        ) : null}
        {words ? <P>« {words} »</P> : null}
      </>
    ),
    action: own,
    calendar: calendar
      ? {
          isCancelled: calendar.isCancelled,
          events: calendar.events.map(({ start, end, stamp, ...event }) => ({
            ...event,
            start: new Date(start),
            end: new Date(end),
            stamp: new Date(stamp),
          })),
        }
      : undefined,
  }),
  "registration-ended": ({ sessionId, person, news, words, ...session }) => ({
    subject: `${news === "withdrawn" ? "Désistement" : "Accord de l’employeur retiré"} : ${session.title}`,
    preview: "Vous n’attendez plus cette personne.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          <strong>{person}</strong> ne vient plus à <SessionWords {...session} />
          {news === "withdrawn" ? "." : " : son employeur a retiré son accord."}
        </P>
        {words ? <P>« {words} »</P> : null}
        <P>Si quelqu’un attend, la place libérée lui est proposée.</P>
      </>
    ),
    action: ofSession(sessionId),
  }),
  "event-place-freed": ({ sessionId, ...session }) => ({
    subject: `Une place se libère : ${session.title}`,
    preview: "La session est trop proche pour un message : appelez la personne suivante.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          Une place se libère pour <SessionWords {...session} />, qui commence dans moins de trois jours. Appelez la première personne de la
          liste d’attente, puis validez son inscription.
        </P>
      </>
    ),
    action: ofSession(sessionId),
  }),
  "document-ready": ({ documentId, number, name, ...session }) => ({
    subject: `${name} : ${session.title}`,
    preview: `${number} est à lire dans le portail.`,
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          Un document est établi pour <SessionWords {...session} />
           : {name}, {number}. Il se lit et se télécharge une fois connecté·e.
        </P>
      </>
    ),
    action: { label: "Ouvrir le document", path: `/documents/${documentId}` },
  }),
  "registrations-waiting": ({ kind, lines, more }) => ({
    subject: waitingSubjects[kind],
    preview: `${counted(lines.length + more, "inscription")}.`,
    content: (
      <>
        <P>Bonjour,</P>
        <P>{waitingWords[kind]}</P>
        {lines.map(({ registrationId, person, since, place, ...session }) => (
          <P key={registrationId}>
            {ofOneself.has(kind) ? null : `${person} : `}
            <SessionWords {...session} />
            {kind === "tomorrow" && place ? `, ${place}` : null}
            {aboutSessions.has(kind) ? null : `, depuis le ${formatDay(new Date(since))}`}
          </P>
        ))}
        {more > 0 ? <P>Et {counted(more, "autre")}.</P> : null}
      </>
    ),
    action: waitingActions[kind],
  }),
}

const newsSubjects: Record<RegistrationNews, string> = {
  employer_accepted: "Votre employeur est d’accord",
  employer_refused: "Votre employeur n’est pas d’accord",
  confirmed: "Inscription confirmée",
  waitlisted: "Liste d’attente",
  offered: "Une place vous est proposée",
  not_retained: "Inscription non retenue",
  withdrawn: "Inscription retirée",
  session_cancelled: "Session annulée",
  moved: "Dates ou lieu changés",
  lapsed: "Demande sans suite",
}

const newsWords: Record<RegistrationNews, string> = {
  employer_accepted: "Votre employeur est d’accord ; le prestataire confirme maintenant votre place pour",
  employer_refused: "Votre employeur n’est pas d’accord pour que vous suiviez",
  confirmed: "Votre place est confirmée pour",
  waitlisted: "Vous êtes sur la liste d’attente pour",
  offered: "Une place se libère pour vous à",
  not_retained: "Votre demande n’est pas retenue pour",
  withdrawn: "Votre inscription est retirée pour",
  session_cancelled: "La session est annulée :",
  moved: "Les dates ou le lieu ont changé pour",
  lapsed: "Votre demande est restée sans suite pour",
}

type Waiting = Catalogue["registrations-waiting"]["kind"]

const aboutSessions: ReadonlySet<Waiting> = new Set(["tomorrow", "summons_missing", "presence_missing", "satisfaction"])
/** Told to the person themselves. */
const ofOneself: ReadonlySet<Waiting> = new Set(["tomorrow", "satisfaction"])

const waitingSubjects: Record<Waiting, string> = {
  employer_new: "Demandes d’inscription de vos salariés",
  employer: "Rappel : des salariés attendent votre réponse",
  employer_again: "Second rappel : des salariés attendent votre réponse",
  employer_late: "Des demandes d’inscription attendent un employeur",
  provider: "Rappel : des inscriptions à valider",
  provider_again: "Second rappel : des inscriptions à valider",
  provider_late: "Des inscriptions attendent un prestataire",
  tomorrow: "Rappel : votre session approche",
  summons_missing: "Convocations à envoyer",
  presence_missing: "Présences à noter",
  satisfaction: "Votre avis en une question",
}

const waitingWords: Record<Waiting, string> = {
  employer_new: "Ces personnes demandent à suivre une action du programme :",
  employer: "Ces personnes attendent la réponse de leur employeur :",
  employer_again: "Ces personnes attendent encore la réponse de leur employeur :",
  employer_late: "L’employeur de ces personnes n’a pas répondu. Vous pouvez donner le profil Employeur à quelqu’un d’autre :",
  provider: "Ces personnes attendent que vous confirmiez leur place :",
  provider_again: "Ces personnes attendent encore que vous confirmiez leur place :",
  provider_late: "Le prestataire de ces sessions n’a pas répondu :",
  tomorrow: "Vous êtes attendu·e à :",
  summons_missing: "La session commence dans sept jours au plus, et ces personnes n’ont pas leur convocation :",
  satisfaction: "Vous avez suivi cette action. Vous est-elle utile dans votre travail ? Une seule réponse, lue sans votre nom :",
  presence_missing: "La session est passée et la présence de ces personnes n’est pas notée :",
}

const waitingActions: Record<Waiting, Mail["action"]> = {
  employer_new: toAnswer.employer,
  employer: toAnswer.employer,
  employer_again: toAnswer.employer,
  employer_late: { label: "Ouvrir mes structures", path: "/mes-structures" },
  provider: { label: "Ouvrir mes sessions", path: "/parcourspro/prestataire" },
  provider_again: { label: "Ouvrir mes sessions", path: "/parcourspro/prestataire" },
  provider_late: toAnswer.manager,
  tomorrow: own,
  satisfaction: { label: "Donner mon avis", path: "/parcourspro/inscriptions" },
  summons_missing: { label: "Ouvrir mes sessions", path: "/parcourspro/prestataire" },
  presence_missing: { label: "Ouvrir mes sessions", path: "/parcourspro/prestataire" },
}
