/** Mails to training bodies. */
import { counted } from "@/lib/platform/text/counts"
import type { Catalogue } from "@/lib/trace/messages/catalogue"
import { type Mail, P } from "@/lib/trace/messages/mail-parts"
import { follow, Quoted, SessionWords } from "@/lib/trace/messages/rafael-mail-parts"

type BodyTemplate = "preregistration-received" | "preregistration-withdrawn" | "session-short" | "place-freed" | "course-unpublished"

export const bodyMails: { [T in BodyTemplate]: (data: Catalogue[T]) => Mail } = {
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
  "preregistration-withdrawn": ({ preregistrationId, by, words, gesture, ...session }) => ({
    subject: `Préinscription retirée : ${session.title}`,
    preview: "Vous n’avez plus à y répondre.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          Une préinscription pour <SessionWords {...session} /> est retirée{withdrawnBy[by]}.
          {gesture ? " D’autres sont retirées en même temps, pour la même raison." : ""}
        </P>
        <Quoted>{words}</Quoted>
      </>
    ),
    action: follow(preregistrationId),
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
}

const withdrawnBy = {
  prescriber: " par la structure qui accompagne la personne",
  candidate: " par la personne elle-même",
  portal: "",
} as const
