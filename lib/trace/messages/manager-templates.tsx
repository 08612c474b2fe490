/** Mails about what managers do, and about what people ask them. */

import { de } from "@/lib/platform/text/elision"
import { formatInstant } from "@/lib/platform/time/dates"
import type { Catalogue } from "@/lib/trace/messages/catalogue"
import { Hello, type Mail, P } from "@/lib/trace/messages/mail-parts"

type ManagerTemplate =
  | "account-suspended"
  | "account-restored"
  | "sessions-ended"
  | "control-taken"
  | "accounts-merged"
  | "accounts-parted"
  | "manager-appointed"
  | "first-factor"
  | "manager-factor-added"
  | "manager-removed"
  | "nomination-to-confirm"
  | "first-manager"
  | "contact-to-answer"
  | "contact-received"
  | "contact-answered"

const account: Mail["action"] = { label: "Voir mon compte", path: "/mon-compte" }
const signIn: Mail["action"] = { label: "Se connecter", path: "/connexion" }
const help: Mail["action"] = { label: "Nous contacter", path: "/aide#contact" }

export const managerMails: { [T in ManagerTemplate]: (data: Catalogue[T]) => Mail } = {
  "account-suspended": ({ firstName, by, reason }) => ({
    subject: "Votre compte est désactivé",
    preview: "Voici pourquoi, et à qui répondre.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>{by}, de l’équipe Cap Métiers, a désactivé votre compte : vous ne pouvez plus vous connecter.</P>
        <P>La raison donnée : « {reason} »</P>
        <P>Vos demandes en attente sont closes. Si c’est une erreur, écrivez-nous : le compte peut être rouvert tel quel.</P>
      </>
    ),
    action: help,
  }),
  "account-restored": ({ firstName, by }) => ({
    subject: "Votre compte est rouvert",
    preview: "Vous pouvez de nouveau vous connecter.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>{by}, de l’équipe Cap Métiers, a rouvert votre compte. Vos structures et vos droits sont ceux d’avant.</P>
      </>
    ),
    action: signIn,
  }),
  "sessions-ended": ({ firstName, by }) => ({
    subject: "Vos connexions sont fermées",
    preview: "Il suffit de vous reconnecter.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>{by}, de l’équipe Cap Métiers, a fermé toutes les connexions de votre compte. Votre mot de passe ne change pas.</P>
        <P>Vous ne l’avez pas demandé ? Répondez à ce message.</P>
      </>
    ),
    action: signIn,
  }),
  "control-taken": ({ firstName, by, reason, at }) => ({
    subject: "L’équipe Cap Métiers a ouvert votre compte",
    preview: "Pour vous aider, trente minutes au plus.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by}, de l’équipe Cap Métiers, a pris le contrôle de votre compte le {formatInstant(new Date(at))}, pour trente minutes au plus.
        </P>
        <P>La raison donnée : « {reason} »</P>
        <P>
          Votre mot de passe, votre adresse, vos droits et vos données ne peuvent pas être touchés ainsi, et chaque geste est noté. Vous
          pouvez fermer cette connexion dans « Mes connexions ».
        </P>
      </>
    ),
    action: { label: "Voir mes connexions", path: "/mon-compte#connexions" },
  }),
  "accounts-merged": ({ firstName, by, keptEmail, closedEmail }) => ({
    subject: "Vos deux comptes n’en font plus qu’un",
    preview: `Connectez-vous avec ${keptEmail}.`,
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by}, de l’équipe Cap Métiers, a réuni vos deux comptes. Connectez-vous désormais avec <strong>{keptEmail}</strong> : toutes vos
          structures et vos demandes y sont. Le compte {closedEmail} est fermé.
        </P>
      </>
    ),
    action: signIn,
  }),
  "accounts-parted": ({ firstName, by, keptEmail, openedEmail }) => ({
    subject: "Vos deux comptes sont de nouveau séparés",
    preview: `Le compte ${openedEmail} est rouvert.`,
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by}, de l’équipe Cap Métiers, a annulé la réunion de deux comptes. <strong>{openedEmail}</strong> est rouvert, avec les
          structures et les demandes qu’il avait ; <strong>{keptEmail}</strong> garde les siennes. Les mots de passe n’ont pas changé.
        </P>
      </>
    ),
    action: signIn,
  }),
  "manager-appointed": ({ firstName, by }) => ({
    subject: "Vous êtes gestionnaire du portail",
    preview: "L’administration vous est ouverte.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by} a confirmé votre nomination : vous êtes gestionnaire Cap Métiers. Reconnectez-vous ; un second facteur vous sera demandé pour
          ouvrir l’administration.
        </P>
      </>
    ),
    action: { label: "Ouvrir l’administration", path: "/admin" },
  }),
  "first-factor": ({ firstName, token }) => ({
    subject: "Configurez votre second facteur",
    preview: "Ce lien est valable 24 heures.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Vous êtes gestionnaire Cap Métiers : l’administration s’ouvre avec un second facteur. Suivez ce lien dans le navigateur où vous
          venez de vous connecter, puis configurez-le.
        </P>
        <P>
          Ce lien est valable 24 heures et ne sert qu’une fois. Vous n’avez rien demandé ? Quelqu’un connaît votre mot de passe :
          choisissez-en tout de suite un autre, puis écrivez-nous.
        </P>
      </>
    ),
    action: { label: "Configurer mon second facteur", path: `/mon-compte/double-authentification?lien=${token}` },
  }),
  "manager-factor-added": ({ person, accountId }) => ({
    subject: "Un second facteur vient d’être configuré",
    preview: `Pour le compte ${de(person)}.`,
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {person}, gestionnaire comme vous, vient de configurer son premier second facteur. Vous ne vous y attendiez pas ? Parlez-lui-en de
          vive voix ; son compte peut être désactivé aussitôt.
        </P>
      </>
    ),
    action: { label: "Voir ce compte", path: `/admin/comptes/${accountId}` },
  }),
  "manager-removed": ({ firstName, by, reason }) => ({
    subject: "Vous n’êtes plus gestionnaire du portail",
    preview: "Votre compte reste ouvert.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>{by} vous a retiré les droits de gestionnaire. Votre compte reste ouvert.</P>
        <P>La raison donnée : « {reason} »</P>
      </>
    ),
    action: account,
  }),
  "nomination-to-confirm": ({ accountId, person, by, reason }) => ({
    subject: `${person} est proposé·e comme gestionnaire`,
    preview: "Une deuxième personne doit confirmer.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {by} propose <strong>{person}</strong> comme gestionnaire du portail : « {reason} »
        </P>
        <P>Rien ne change tant qu’un·e autre gestionnaire ne confirme pas.</P>
      </>
    ),
    action: { label: "Confirmer ou refuser", path: `/admin/comptes/${accountId}` },
  }),
  "first-manager": ({ firstName, token }) => ({
    subject: "Votre accès de gestionnaire au portail",
    preview: "Choisissez votre mot de passe.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>Vous êtes gestionnaire du portail Cap Métiers. Choisissez un mot de passe, puis connectez-vous avec cette adresse.</P>
        <P>Ce lien est valable 24 heures et ne sert qu’une fois. Ensuite, « Mot de passe oublié » en donne un autre.</P>
      </>
    ),
    action: { label: "Choisir mon mot de passe", path: `/mot-de-passe/${token}` },
  }),
  "contact-to-answer": ({ name, email, subject, page, structure, message }) => ({
    subject: "Un message attend une réponse",
    preview: `De ${name}.`,
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          <strong>{name}</strong> ({email}) écrit :
        </P>
        <P>« {message} »</P>
        <P>Sujet : {subject}</P>
        {structure ? <P>Structure concernée : {structure}</P> : null}
        {page ? <P>Page concernée : {page}</P> : null}
      </>
    ),
    action: { label: "Répondre", path: "/admin/demandes?onglet=messages" },
  }),
  "contact-received": ({ subject, message }) => ({
    subject: subject ? `Votre message : ${subject}` : "Nous avons reçu votre message",
    preview: "L’équipe Cap Métiers vous répondra par e-mail.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>L’équipe Cap Métiers a reçu votre message et vous répondra à cette adresse.</P>
        {message ? <P>Vous aviez écrit : « {message} »</P> : <P>Vous n’avez rien écrit ? Ignorez ce message.</P>}
      </>
    ),
    action: { label: "Consulter l’aide", path: "/aide" },
  }),
  "contact-answered": ({ name, subject, message, answer, by }) => ({
    subject: `Réponse : ${subject}`,
    preview: `${by} vous répond.`,
    content: (
      <>
        <P>Bonjour {name},</P>
        <P>
          {by}, de l’équipe Cap Métiers, répond à votre message : « {answer} »
        </P>
        <P>Vous aviez écrit : « {message} »</P>
      </>
    ),
    action: help,
  }),
}
