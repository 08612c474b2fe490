/** Mails about pre-registrations. No name in a subject: a mailbox is read over a shoulder. */

import type { CalendarEvent } from "@/lib/platform/text/calendar"
import { counted } from "@/lib/platform/text/counts"
import { formatDay } from "@/lib/platform/time/dates"
import type { CandidateNews, Catalogue } from "@/lib/trace/messages/catalogue"
import { Hello, type Mail, P } from "@/lib/trace/messages/mail-parts"

type RafaelTemplate =
  | "preregistration-to-validate"
  | "preregistration-returned"
  | "preregistration-validated"
  | "preregistration-received"
  | "preregistration-news"
  | "preregistration-withdrawn"
  | "preregistrations-waiting"
  | "session-short"
  | "place-freed"
  | "course-unpublished"
  | "owner-gone"
  | "candidate-informed"
  | "candidate-news"
  | "candidate-erased"

type Session = { title: string; body: string; startsOn: string; endsOn: string }

function SessionWords({ title, body, startsOn, endsOn }: Session) {
  return (
    <>
      <strong>{title}</strong>, {body}, du {formatDay(new Date(startsOn))} au {formatDay(new Date(endsOn))}
    </>
  )
}

type Meeting = NonNullable<Catalogue["candidate-news"]["meeting"]>

function appointmentOf({ id, kind, startsAt, endsAt, place, at }: Meeting, title: string): CalendarEvent {
  const [start, end, stamp] = [new Date(startsAt), new Date(endsAt), new Date(at)]
  return { id, sequence: 0, start, end, stamp, summary: `${kind} : ${title}`, location: place }
}

function Quoted({ children }: { children: string }) {
  return children ? <P>« {children} »</P> : null
}

const follow = (preregistrationId: string): Mail["action"] => ({
  label: "Ouvrir la préinscription",
  path: `/rafael/preinscriptions/${preregistrationId}`,
})

export const rafaelMails: { [T in RafaelTemplate]: (data: Catalogue[T]) => Mail } = {
  "preregistration-to-validate": ({ preregistrationId, structureId, by, isLevel3, returned: _returned, ...session }) => ({
    subject: `Une préinscription à valider : ${session.title}`,
    preview: "Elle part à l’organisme de formation dès votre validation.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {by} vous transmet une préinscription pour <SessionWords {...session} />.
        </P>
        {isLevel3 ? null : (
          <P>
            Personne n’a le profil Prescripteur Niveau 3 dans votre structure : donnez-le à quelqu’un, qui pourra la valider. Jusque-là,
            elle n’est pas envoyée.
          </P>
        )}
      </>
    ),
    action: isLevel3 ? follow(preregistrationId) : { label: "Donner le profil Niveau 3", path: `/mes-structures/${structureId}` },
  }),
  "preregistration-returned": ({ preregistrationId, by, words, ...session }) => ({
    subject: `Une préinscription vous revient : ${session.title}`,
    preview: "Complétez-la, puis transmettez-la à nouveau.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {by} vous renvoie une préinscription pour <SessionWords {...session} />.
        </P>
        <Quoted>{words}</Quoted>
      </>
    ),
    action: follow(preregistrationId),
  }),
  "preregistration-validated": ({ preregistrationId, by, ...session }) => ({
    subject: `Une préinscription est envoyée : ${session.title}`,
    preview: "L’organisme de formation va répondre.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {by} a validé et envoyé la préinscription que vous suivez, pour <SessionWords {...session} />.
        </P>
      </>
    ),
    action: follow(preregistrationId),
  }),
  "preregistration-received": ({ preregistrationId, from, ...session }) => ({
    subject: `Préinscription reçue : ${session.title}`,
    preview: "Un prescripteur attend votre réponse.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {from} préinscrit une personne à <SessionWords {...session} />. Si plusieurs sont parties en même temps, elles sont dans la même
          liste.
        </P>
      </>
    ),
    action: follow(preregistrationId),
  }),
  "preregistration-news": ({ preregistrationId, news, words, ...session }) => ({
    subject: `${prescriberNews[news]} : ${session.title}`,
    preview: "Une préinscription que vous suivez a une suite.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {prescriberNews[news]}, pour <SessionWords {...session} />.
        </P>
        <Quoted>{words}</Quoted>
      </>
    ),
    action: follow(preregistrationId),
  }),
  "preregistration-withdrawn": ({ preregistrationId, by, words, ...session }) => ({
    subject: `Préinscription retirée : ${session.title}`,
    preview: "Vous n’avez plus à y répondre.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          Une préinscription pour <SessionWords {...session} /> est retirée {withdrawnBy[by]}.
        </P>
        <Quoted>{words}</Quoted>
      </>
    ),
    action: follow(preregistrationId),
  }),
  "preregistrations-waiting": ({ kind, lines, more }) => ({
    subject: waitingWords[kind].subject,
    preview: waitingWords[kind].said,
    content: (
      <>
        <P>Bonjour,</P>
        <P>{waitingWords[kind].said}</P>
        {lines.map(({ preregistrationId, since, ...session }) => (
          <P key={preregistrationId}>
            <SessionWords {...session} />
             : depuis le {formatDay(new Date(since))}
          </P>
        ))}
        {more > 0 ? <P>Et {counted(more, "autre")}.</P> : null}
      </>
    ),
    action: { label: "Les ouvrir", path: waitingWords[kind].path },
  }),
  "session-short": ({ sessionId, taken, minimum, toManagers, ...session }) => ({
    subject: `Une session commence bientôt sous son minimum : ${session.title}`,
    preview: `${counted(taken, "personne")} pour un minimum de ${minimum}.`,
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          <SessionWords {...session} /> compte {counted(taken, "personne")} pour un minimum de {minimum}.
        </P>
        <P>
          {toManagers
            ? "L’organisme en est prévenu."
            : "Relancez les prescripteurs, changez les dates, ou annulez-la : chacun sera prévenu."}
        </P>
      </>
    ),
    action: toManagers
      ? { label: "Voir les sessions sous leur minimum", path: "/admin/preinscriptions" }
      : { label: "Ouvrir la session", path: `/rafael/catalogue/sessions/${sessionId}` },
  }),
  "place-freed": ({ preregistrationId, sessionId: _session, ...session }) => ({
    subject: `Une place se libère : ${session.title}`,
    preview: "Quelqu’un attend sur la liste.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          Une place se libère pour <SessionWords {...session} />. La première personne de la liste d’attente est proposée : rien n’est
          accepté sans vous.
        </P>
      </>
    ),
    action: follow(preregistrationId),
  }),
  "course-unpublished": ({ courseId, title, by, reason }) => ({
    subject: `Votre formation n’est plus publiée : ${title}`,
    preview: "Voici pourquoi ; corrigez-la, puis publiez-la à nouveau.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {by}, de l’équipe Cap Métiers, a retiré <strong>{title}</strong> de l’offre publiée. Les préinscriptions déjà reçues suivent leur
          cours.
        </P>
        <Quoted>{reason}</Quoted>
      </>
    ),
    action: { label: "Ouvrir la formation", path: `/rafael/catalogue/formations/${courseId}` },
  }),
  "owner-gone": ({ count, titles }) => ({
    subject: `${counted(count, "préinscription")} sans personne pour les suivre`,
    preview: "Reprenez-les, pour que personne n’attende en silence.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          La personne qui suivait {counted(count, "préinscription")} n’a plus ce droit dans votre structure. Celles qui sont envoyées
          suivent leur cours ; quelqu’un doit les reprendre.
        </P>
        <P>{titles.join(" · ")}</P>
      </>
    ),
    action: { label: "Les reprendre", path: "/rafael/preinscriptions?vue=sans-suivi" },
  }),
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
  "candidate-news": ({ candidateId: _candidate, firstName, news, words, token, meeting, ...session }) => ({
    event: meeting ? appointmentOf(meeting, session.title) : undefined,
    subject: ownNews[news],
    preview: "Des nouvelles de votre candidature.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {ownNews[news]}. Il s’agit de <SessionWords {...session} />.
        </P>
        <Quoted>{words}</Quoted>
        {meeting ? <P>Le fichier joint met ce rendez-vous dans votre agenda.</P> : null}
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

const waitingWords: Record<Catalogue["preregistrations-waiting"]["kind"], { subject: string; said: string; path: string }> = {
  received: {
    subject: "Des préinscriptions reçues attendent votre réponse",
    said: "Des prescripteurs vous ont adressé ces personnes depuis votre dernier message.",
    path: "/rafael/preinscriptions?vue=recues",
  },
  validate: {
    subject: "Rappel : des préinscriptions attendent votre validation",
    said: "Vos collègues ont préparé ces préinscriptions ; elles ne partent qu’avec votre validation.",
    path: "/rafael/preinscriptions/a-valider",
  },
  validator: {
    subject: "Des préinscriptions de votre structure attendent d’être validées",
    said: "Personne de niveau 3 ne les a validées dans votre structure. Donnez ce profil à quelqu’un, ou rappelez-le à qui l’a.",
    path: "/mes-structures",
  },
  answer: {
    subject: "Rappel : des préinscriptions attendent votre réponse",
    said: "Des personnes attendent de savoir si elles entrent en formation.",
    path: "/rafael/preinscriptions?vue=recues",
  },
  no_answer: {
    subject: "Des préinscriptions restent sans réponse de l’organisme",
    said: "L’organisme de formation n’a pas encore répondu. L’équipe Cap Métiers le voit aussi ; vous pouvez l’appeler, ou proposer un autre vœu.",
    path: "/rafael/preinscriptions?vue=envoyees",
  },
  begun: {
    subject: "La session a commencé, des préinscriptions sont sans réponse",
    said: "Ces sessions ont commencé : répondez aux personnes qui attendent, sinon leur préinscription restera sans suite.",
    path: "/rafael/preinscriptions?vue=recues",
  },
  fading: {
    subject: "Des préinscriptions jamais envoyées vont être supprimées",
    said: "Vous ne les avez pas touchées depuis un mois et demi. Envoyez-les ou modifiez-les ; sinon elles seront supprimées dans quinze jours.",
    path: "/rafael/preinscriptions?vue=brouillons",
  },
}

const prescriberNews: Record<CandidateNews, string> = {
  summoned: "Convocation envoyée",
  accepted: "Candidature acceptée",
  waitlisted: "Mise en liste d’attente",
  not_accepted: "Candidature non retenue",
  moved: "Dates changées",
  session_cancelled: "Session annulée",
  withdrawn: "Candidature retirée",
  lapsed: "Candidature restée sans réponse",
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

const withdrawnBy = {
  prescriber: "par la structure qui accompagne la personne",
  candidate: "par la personne elle-même",
  portal: "",
} as const
