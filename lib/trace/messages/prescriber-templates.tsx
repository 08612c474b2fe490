/** Mails to those who prepare and follow pre-registrations, and what waits, on either side. */
import { counted } from "@/lib/platform/text/counts"
import { formatDay } from "@/lib/platform/time/dates"
import type { CandidateNews, Catalogue } from "@/lib/trace/messages/catalogue"
import { type Mail, P } from "@/lib/trace/messages/mail-parts"
import { follow, Quoted, SessionWords } from "@/lib/trace/messages/rafael-mail-parts"

type PrescriberTemplate =
  | "preregistration-to-validate"
  | "preregistration-returned"
  | "preregistration-validated"
  | "preregistration-news"
  | "owner-gone"
  | "preregistrations-waiting"

export const prescriberMails: { [T in PrescriberTemplate]: (data: Catalogue[T]) => Mail } = {
  "preregistration-to-validate": ({ preregistrationId, structureId, by, isLevel3, returned: _returned, gesture, ...session }) => ({
    subject: gesture ? "Des préinscriptions à valider" : `Une préinscription à valider : ${session.title}`,
    preview: "Elle part à l’organisme de formation dès votre validation.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {by} vous transmet {gesture ? "plusieurs préinscriptions, dont une" : "une préinscription"} pour <SessionWords {...session} />.
        </P>
        {isLevel3 ? null : (
          <P>
            Personne n’a le profil Prescripteur Niveau 3 dans votre structure : donnez-le à quelqu’un, qui pourra la valider. Jusque-là,
            elle n’est pas envoyée.
          </P>
        )}
      </>
    ),
    action: isLevel3
      ? toValidate(preregistrationId, gesture)
      : { label: "Donner le profil Niveau 3", path: `/mes-structures/${structureId}` },
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
}

function toValidate(preregistrationId: string, gesture: string) {
  return gesture ? { label: "Les ouvrir", path: "/rafael/preinscriptions/a-valider" } : follow(preregistrationId)
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
    said: "Vous ne les avez pas touchées depuis longtemps. Envoyez-les ou modifiez-les ; sinon elles seront supprimées dans deux semaines au plus tôt.",
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
