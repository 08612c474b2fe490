/** Mails of invitations: to whoever is invited, then to whoever invited them. */
import { counted } from "@/lib/platform/text/counts"
import { formatDay } from "@/lib/platform/time/dates"
import type { Catalogue } from "@/lib/trace/messages/catalogue"
import { Hello, type Mail, P, Structure } from "@/lib/trace/messages/mail-parts"

type InvitationTemplate = "invitation" | "invitation-joined" | "invitation-answered" | "invitations-expired"

export const invitationMails: { [T in InvitationTemplate]: (data: Catalogue[T]) => Mail } = {
  invitation: ({ by, until, token, ...structure }) => ({
    subject: `${by} vous invite à rejoindre ${structure.structureName}`,
    preview: "Un bouton suffit : vos droits s’ouvrent aussitôt.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {by} vous invite à rejoindre <Structure {...structure} /> sur le portail Cap Métiers. La page dit avec quels droits ; vous
          acceptez ou refusez d’un geste, et personne d’autre n’a à valider.
        </P>
        <P>
          Ce lien n’est que pour vous, et vaut jusqu’au {formatDay(new Date(until))}. Vous ne connaissez pas cette structure ? Ne faites
          rien : il ne se passera rien.
        </P>
      </>
    ),
    action: { label: "Voir l’invitation", path: `/invitation/${token}` },
  }),
  "invitation-joined": ({ firstName, by, profils, becomesReferent, ...structure }) => ({
    subject: `Vous avez rejoint ${structure.structureName}`,
    preview: "Vos droits sont ouverts.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Vous avez accepté l’invitation de {by} : vous êtes rattaché·e à <Structure {...structure} />.
        </P>
        <P>Vos droits : {profils.join(", ")}. Ils sont actifs dès maintenant.</P>
        {becomesReferent ? (
          <P>Vous êtes référent·e de cette structure : vous recevrez et validerez les demandes de vos collègues.</P>
        ) : null}
      </>
    ),
    action: { label: "Ouvrir le portail", path: "/accueil" },
  }),
  "invitation-answered": ({ person, isAccepted, profils, ...structure }) => ({
    subject: isAccepted ? `${person} a rejoint ${structure.structureName}` : `Invitation refusée : ${structure.structureName}`,
    preview: isAccepted ? "Ses droits sont ouverts : vous n’avez rien à faire." : "La personne invitée a dit non.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {isAccepted ? (
            <>
              {person} a accepté votre invitation à rejoindre <Structure {...structure} />. Ses droits : {profils.join(", ")}.
            </>
          ) : (
            <>
              {person} a refusé votre invitation à rejoindre <Structure {...structure} />.
            </>
          )}
        </P>
      </>
    ),
    action: { label: "Ouvrir le portail", path: "/mes-structures" },
  }),
  "invitations-expired": ({ structureId, emails, more, ...structure }) => ({
    subject: `${counted(emails.length + more, "invitation")} sans réponse : ${structure.structureName}`,
    preview: "Vous pouvez les renvoyer d’un geste.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          Quatorze jours ont passé sans réponse à vos invitations à rejoindre <Structure {...structure} />
           :
        </P>
        <P>
          {emails.join(", ")}
          {more > 0 ? ` et ${counted(more, "autre")}` : ""}.
        </P>
        <P>Leurs liens n’ouvrent plus rien. Renvoyez celles qui comptent encore.</P>
      </>
    ),
    action: { label: "Voir les invitations", path: `/mes-structures/${structureId}/invitations` },
  }),
}
