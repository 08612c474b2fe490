/** Mails about what managers do, and what people ask of them. */
import type { Catalogue } from "@/lib/notifications/catalogue"
import { type Mail, P, Structure } from "@/lib/notifications/mail-parts"
import { formatInstant } from "@/lib/platform/dates"

type ManagerTemplate =
  | "account-suspended"
  | "account-restored"
  | "sessions-ended"
  | "control-taken"
  | "accounts-merged"
  | "manager-appointed"
  | "manager-removed"
  | "nomination-to-confirm"
  | "first-manager"
  | "referent-appointed"
  | "referent-removed"
  | "referent-change-answered"
  | "correction-answered"
  | "structure-closed"
  | "structure-merged"
  | "question-asked"
  | "question-answered"
  | "contact-to-answer"
  | "contact-received"
  | "contact-answered"

const account: Mail["action"] = { label: "Voir mon compte", path: "/mon-compte" }
const structures: Mail["action"] = { label: "Voir mes structures", path: "/mes-structures" }
const signIn: Mail["action"] = { label: "Se connecter", path: "/connexion" }
const help: Mail["action"] = { label: "Nous contacter", path: "/aide#contact" }

export const managerMails: { [T in ManagerTemplate]: (data: Catalogue[T]) => Mail } = {
  "account-suspended": ({ firstName, by, reason }) => ({
    subject: "Votre compte est désactivé",
    preview: "Voici pourquoi, et à qui répondre.",
    content: (
      <>
        <P>Bonjour {firstName},</P>
        <P>{by}, de l’équipe Cap Métiers, a désactivé votre compte : vous ne pouvez plus vous connecter.</P>
        <P>La raison donnée : « {reason} »</P>
        <P>Vos demandes en attente sont closes. Si c’est une erreur, écrivez-nous : le compte peut être rouvert tel quel.</P>
      </>
    ),
    action: help,
  }),
  "account-restored": ({ firstName, by }) => ({
    subject: "Votre compte est rouvert",
    preview: "Vous pouvez de nouveau vous connecter.",
    content: (
      <>
        <P>Bonjour {firstName},</P>
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
        <P>Bonjour {firstName},</P>
        <P>{by}, de l’équipe Cap Métiers, a fermé toutes les connexions de votre compte. Votre mot de passe ne change pas.</P>
        <P>Vous ne l’avez pas demandé ? Répondez à ce message.</P>
      </>
    ),
    action: signIn,
  }),
  "control-taken": ({ firstName, by, reason, at }) => ({
    subject: "L’équipe Cap Métiers a ouvert votre compte",
    preview: "Pour vous aider, trente minutes au plus.",
    content: (
      <>
        <P>Bonjour {firstName},</P>
        <P>
          {by}, de l’équipe Cap Métiers, a pris le contrôle de votre compte le {formatInstant(new Date(at))}, pour trente minutes au plus.
        </P>
        <P>La raison donnée : « {reason} »</P>
        <P>
          Votre mot de passe, votre adresse, vos droits et vos données ne peuvent pas être touchés ainsi, et chaque geste est noté. Vous
          pouvez fermer cette connexion dans « Mes connexions ».
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
        <P>Bonjour {firstName},</P>
        <P>
          {by}, de l’équipe Cap Métiers, a réuni vos deux comptes. Connectez-vous désormais avec <strong>{keptEmail}</strong> : toutes vos
          structures et vos demandes y sont. Le compte {closedEmail} est fermé.
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
        <P>Bonjour {firstName},</P>
        <P>
          {by} a confirmé votre nomination : vous êtes gestionnaire Cap Métiers. Reconnectez-vous ; un second facteur vous sera demandé pour
          ouvrir l’administration.
        </P>
      </>
    ),
    action: { label: "Ouvrir l’administration", path: "/admin" },
  }),
  "manager-removed": ({ firstName, by, reason }) => ({
    subject: "Vous n’êtes plus gestionnaire du portail",
    preview: "Votre compte reste ouvert.",
    content: (
      <>
        <P>Bonjour {firstName},</P>
        <P>{by} vous a retiré les droits de gestionnaire. Votre compte reste ouvert.</P>
        <P>La raison donnée : « {reason} »</P>
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
          {by} propose que <strong>{person}</strong> devienne gestionnaire du portail : « {reason} »
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
        <P>Bonjour {firstName},</P>
        <P>Vous êtes gestionnaire du portail Cap Métiers. Choisissez un mot de passe, puis connectez-vous avec cette adresse.</P>
        <P>Ce lien est valable 24 heures et ne sert qu’une fois. Ensuite, « Mot de passe oublié » en donne un autre.</P>
      </>
    ),
    action: { label: "Choisir mon mot de passe", path: `/mot-de-passe/${token}` },
  }),
  "referent-appointed": ({ firstName, by, structureId, ...structure }) => ({
    subject: `Vous êtes référent·e de ${structure.structureName}`,
    preview: "Les demandes de vos collègues vous parviendront.",
    content: (
      <>
        <P>Bonjour {firstName},</P>
        <P>
          {by}, de l’équipe Cap Métiers, vous a nommé·e référent·e de <Structure {...structure} />. Vous recevrez et validerez les demandes
          de vos collègues, et pourrez leur donner leurs droits.
        </P>
      </>
    ),
    action: { label: "Voir ma structure", path: `/mes-structures/${structureId}` },
  }),
  "referent-removed": ({ firstName, by, reason, ...structure }) => ({
    subject: `Vous n’êtes plus référent·e de ${structure.structureName}`,
    preview: "Vous restez rattaché·e à la structure.",
    content: (
      <>
        <P>Bonjour {firstName},</P>
        <P>
          {by}, de l’équipe Cap Métiers, a mis fin à votre rôle de référent·e pour <Structure {...structure} />. Vous y restez rattaché·e,
          avec vos profils.
        </P>
        <P>La raison donnée : « {reason} »</P>
      </>
    ),
    action: structures,
  }),
  "referent-change-answered": ({ firstName, by, isAccepted, reason, ...structure }) => ({
    subject: `Changement de référent ${isAccepted ? "accepté" : "refusé"} : ${structure.structureName}`,
    preview: isAccepted ? "C’est fait." : "Voici pourquoi.",
    content: (
      <>
        <P>Bonjour {firstName},</P>
        <P>
          {by}, de l’équipe Cap Métiers, a {isAccepted ? "fait le" : "refusé le"} changement de référent que vous demandiez pour{" "}
          <Structure {...structure} />.
        </P>
        {reason ? <P>La raison donnée : « {reason} »</P> : null}
      </>
    ),
    action: structures,
  }),
  "correction-answered": ({ firstName, by, structureId, fields, isAccepted, reason, ...structure }) => ({
    subject: `Modification ${isAccepted ? "faite" : "refusée"} : ${structure.structureName}`,
    preview: isAccepted ? "Les données de la structure sont à jour." : "Voici pourquoi.",
    content: (
      <>
        <P>Bonjour {firstName},</P>
        <P>
          {by}, de l’équipe Cap Métiers, a {isAccepted ? "fait" : "refusé"} la modification que vous aviez signalée pour{" "}
          <Structure {...structure} />
          {fields.length > 0 ? ` : ${fields.join(", ")}` : ""}.
        </P>
        {reason ? <P>La raison donnée : « {reason} »</P> : null}
      </>
    ),
    action: { label: "Voir la structure", path: `/mes-structures/${structureId}` },
  }),
  "structure-closed": ({ firstName, by, reason, successor, ...structure }) => ({
    subject: `Structure fermée : ${structure.structureName}`,
    preview: "Elle ne peut plus être choisie.",
    content: (
      <>
        <P>Bonjour {firstName},</P>
        <P>
          {by}, de l’équipe Cap Métiers, a fermé <Structure {...structure} /> : elle ne peut plus être choisie, et les demandes qui
          attendaient sont closes. Les personnes rattachées le restent.
        </P>
        <P>La raison donnée : « {reason} »</P>
        {successor ? <P>Elle est remplacée par {successor}.</P> : null}
      </>
    ),
    action: structures,
  }),
  "structure-merged": ({ firstName, by, from, profils, isUndone, ...structure }) => ({
    subject: isUndone
      ? `Vous êtes de nouveau rattaché·e à ${structure.structureName}`
      : `Structures réunies : ${from} et ${structure.structureName}`,
    preview: `Vos droits : ${profils.join(", ")}.`,
    content: (
      <>
        <P>Bonjour {firstName},</P>
        <P>
          {by}, de l’équipe Cap Métiers, a {isUndone ? "séparé de nouveau" : "réuni"} {from} et {structure.structureName}
          {isUndone ? "" : ", qui étaient la même structure"}. Vous êtes rattaché·e à <Structure {...structure} />.
        </P>
        <P>Vos droits : {profils.join(", ")}.</P>
      </>
    ),
    action: structures,
  }),
  "question-asked": ({ firstName, by, question, ...structure }) => ({
    subject: `Une question sur votre demande pour ${structure.structureName}`,
    preview: "Votre réponse fera avancer votre demande.",
    content: (
      <>
        <P>Bonjour {firstName},</P>
        <P>
          Avant de répondre à votre demande pour <Structure {...structure} />, {by} vous demande :
        </P>
        <P>« {question} »</P>
        <P>Votre demande garde sa place : répondez sur le portail.</P>
      </>
    ),
    action: { label: "Répondre", path: "/accueil" },
  }),
  "question-answered": ({ affiliationId, applicant, question, answer, ...structure }) => ({
    subject: `${applicant} a répondu à votre question`,
    preview: `Demande pour ${structure.structureName}.`,
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          Vous aviez demandé, pour <Structure {...structure} /> : « {question} »
        </P>
        <P>
          <strong>{applicant}</strong> répond : « {answer} »
        </P>
      </>
    ),
    action: { label: "Répondre à la demande", path: `/demandes/${affiliationId}/valider` },
  }),
  "contact-to-answer": ({ name, email, subject, message }) => ({
    subject: `Message : ${subject}`,
    preview: `De ${name}.`,
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          <strong>{name}</strong> ({email}) écrit :
        </P>
        <P>« {message} »</P>
      </>
    ),
    action: { label: "Répondre", path: "/admin/demandes?onglet=messages" },
  }),
  "contact-received": ({ subject, message }) => ({
    subject: subject ? `Votre message : ${subject}` : "Nous avons reçu votre message",
    preview: "L’équipe Cap Métiers vous répondra par e-mail.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>L’équipe Cap Métiers a reçu votre message et vous répondra à cette adresse.</P>
        {message ? <P>Vous aviez écrit : « {message} »</P> : <P>Vous n’avez rien écrit ? Ignorez ce message.</P>}
      </>
    ),
    action: { label: "Consulter l’aide", path: "/aide" },
  }),
  "contact-answered": ({ name, subject, message, answer, by }) => ({
    subject: `Réponse : ${subject}`,
    preview: `${by} vous répond.`,
    content: (
      <>
        <P>Bonjour {name},</P>
        <P>
          {by}, de l’équipe Cap Métiers, répond à votre message : « {answer} »
        </P>
        <P>Vous aviez écrit : « {message} »</P>
      </>
    ),
    action: help,
  }),
}
