/** The mails about one's own account: getting in, staying in, leaving. */

import { formatDay } from "@/lib/platform/time/dates"
import type { Catalogue, FactorChange } from "@/lib/trace/messages/catalogue"
import { Hello, type Mail, P } from "@/lib/trace/messages/mail-parts"

type AccountTemplate =
  | "verify-address"
  | "account-exists"
  | "reset-password"
  | "password-changed"
  | "guesses-slowed"
  | "account-disabled"
  | "address-confirm"
  | "address-asked"
  | "address-stopped"
  | "address-taken"
  | "address-changed"
  | "address-corrected"
  | "factor-changed"
  | "account-unused"
  | "account-erased"

export const accountMails: { [T in AccountTemplate]: (data: Catalogue[T]) => Mail } = {
  "verify-address": ({ structureName, token }) => ({
    subject: "Confirmez votre adresse e-mail",
    preview: "Votre demande part dès que votre adresse est confirmée.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          Vous avez demandé un compte pour {structureName ? <strong>{structureName}</strong> : "une structure à ajouter à la liste"}.
          Confirmez votre adresse : votre demande sera aussitôt transmise à la personne qui peut la valider.
        </P>
        <P>Ce lien est valable 7 jours et ne sert qu’une fois. Si vous n’êtes pas à l’origine de cette demande, ignorez ce message.</P>
      </>
    ),
    action: { label: "Confirmer mon adresse", path: `/verification/${token}` },
  }),
  "account-exists": () => ({
    subject: "Vous avez déjà un compte",
    preview: "Une demande de compte a été faite avec votre adresse.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          Une demande de création de compte vient d’être faite avec votre adresse, mais vous avez déjà un compte. Connectez-vous : pour être
          rattaché à une autre structure, ouvrez « Mes structures ».
        </P>
        <P>Si vous n’êtes pas à l’origine de cette demande, ignorez ce message : rien n’a changé.</P>
      </>
    ),
    action: { label: "Me connecter", path: "/connexion" },
  }),
  "reset-password": ({ firstName, token }) => ({
    subject: "Choisissez un nouveau mot de passe",
    preview: "Ce lien est valable 24 heures.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>Un nouveau mot de passe a été demandé pour votre compte. Ce lien vous permet de le choisir.</P>
        <P>Il est valable 24 heures et ne sert qu’une fois. Si vous n’avez rien demandé, ignorez ce message : rien n’a changé.</P>
      </>
    ),
    action: { label: "Choisir un nouveau mot de passe", path: `/mot-de-passe/${token}` },
  }),
  "password-changed": ({ firstName }) => ({
    subject: "Votre mot de passe a changé",
    preview: "Toutes vos autres connexions sont fermées.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>Le mot de passe de votre compte vient de changer, et toutes les connexions ouvertes avec l’ancien sont fermées.</P>
        <P>Vos clés d’accès et votre application de codes restent : vérifiez dans « Mon compte » que vous les reconnaissez toutes.</P>
        <P>Ce n’était pas vous ? Choisissez tout de suite un autre mot de passe, puis écrivez-nous.</P>
      </>
    ),
    action: { label: "Ce n’était pas moi", path: "/mot-de-passe-oublie" },
  }),
  "guesses-slowed": ({ firstName }) => ({
    subject: "Plusieurs mots de passe ont été essayés sur votre compte",
    preview: "Personne n’est entré : les essais sont ralentis.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Plusieurs mauvais mots de passe viennent d’être essayés avec votre adresse. Personne n’est entré, et les essais sont ralentis.
        </P>
        <P>
          C’était vous ? Choisissez un nouveau mot de passe si vous ne retrouvez pas le vôtre. Ce n’était pas vous ? Il n’y a rien à réparer
          : là où vous vous êtes déjà connecté·e, vous entrez comme d’habitude. Une clé d’accès, dans « Mon compte », vous protégerait mieux
          qu’un mot de passe.
        </P>
        <P>Si cela continue, vous recevrez ce message une fois par jour au plus.</P>
      </>
    ),
    action: { label: "Choisir un nouveau mot de passe", path: "/mot-de-passe-oublie" },
  }),
  "account-disabled": ({ firstName }) => ({
    subject: "Votre compte est désactivé",
    preview: "Un nouveau mot de passe ne le rouvrirait pas.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Un nouveau mot de passe a été demandé pour votre compte, mais l’équipe Cap Métiers l’a désactivé. Pour savoir pourquoi, ou pour le
          rouvrir, répondez à ce message.
        </P>
      </>
    ),
    action: { label: "Consulter l’aide", path: "/aide" },
  }),
  "address-confirm": ({ token }) => ({
    subject: "Confirmez votre nouvelle adresse",
    preview: "Votre compte garde l’ancienne jusque-là.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>Cette adresse doit devenir celle de votre compte. Confirmez-la : vous vous connecterez ensuite avec elle.</P>
        <P>Ce lien est valable 24 heures et ne sert qu’une fois. Si vous n’avez rien demandé, ignorez ce message : rien ne changera.</P>
      </>
    ),
    action: { label: "Confirmer mon adresse", path: `/verification/${token}` },
  }),
  "address-asked": ({ firstName, newEmail, token }) => ({
    subject: "Une autre adresse a été demandée pour votre compte",
    preview: "Si ce n’est pas vous, arrêtez ce changement.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Votre compte doit passer à l’adresse <strong>{newEmail}</strong>. Si c’est vous, confirmez depuis le message envoyé là-bas : ici,
          il n’y a rien à faire.
        </P>
        <P>
          Ce n’est pas vous ? Ce lien, valable 24 heures, arrête le changement même s’il vient d’être confirmé, ferme toutes les connexions
          et vous envoie de quoi choisir un nouveau mot de passe.
        </P>
      </>
    ),
    action: { label: "Arrêter ce changement", path: `/changement-adresse/${token}` },
  }),
  "address-stopped": ({ firstName, token }) => ({
    subject: "Le changement d’adresse est arrêté",
    preview: "Choisissez un nouveau mot de passe.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Votre compte garde cette adresse. Ses connexions sont fermées, les clés d’accès et les codes ajoutés depuis une semaine sont
          retirés, et votre ancien mot de passe n’ouvre plus rien.
        </P>
        <P>Pour revenir dans votre compte, choisissez un nouveau mot de passe. Ce lien est valable 24 heures et ne sert qu’une fois.</P>
      </>
    ),
    action: { label: "Choisir un nouveau mot de passe", path: `/mot-de-passe/${token}` },
  }),
  "address-taken": () => ({
    subject: "Cette adresse a déjà un compte",
    preview: "Un autre compte a demandé à l’utiliser.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          Quelqu’un a demandé à utiliser votre adresse pour un autre compte du portail. Une adresse n’ouvre qu’un seul compte : rien n’a
          changé, et cette personne n’en saura rien.
        </P>
        <P>Si c’était vous, supprimez d’abord le compte de cette adresse dans « Mon compte », ou écrivez-nous pour les réunir.</P>
      </>
    ),
    action: { label: "Me connecter", path: "/connexion" },
  }),
  "address-corrected": ({ firstName, newEmail, by, reason }) => ({
    subject: "L’adresse de votre compte a été corrigée",
    preview: `Par l’équipe Cap Métiers, avec cette raison : ${reason}`,
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by}, de l’équipe Cap Métiers, a changé l’adresse de votre compte : vous vous connectez désormais avec <strong>{newEmail}</strong>
          . Votre mot de passe est le même. Raison : « {reason} »
        </P>
        <P>Vous n’avez rien demandé ? Écrivez-nous : nous remettrons l’ancienne adresse.</P>
      </>
    ),
    action: { label: "Nous écrire", path: "/aide" },
  }),
  "address-changed": ({ firstName, newEmail }) => ({
    subject: "L’adresse de votre compte a changé",
    preview: "Toutes vos connexions sont fermées.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Vous vous connectez désormais avec <strong>{newEmail}</strong>. Toutes vos connexions ont été fermées.
        </P>
        <P>
          Ce n’était pas vous ? Utilisez le lien « Arrêter ce changement » du message précédent, reçu à l’ancienne adresse, et écrivez-nous.
        </P>
      </>
    ),
    action: { label: "Me connecter", path: "/connexion" },
  }),
  "factor-changed": ({ firstName, change }) => ({
    subject: factorChanges[change].subject,
    preview: "Ce n’était pas vous ? Réagissez tout de suite.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>{factorChanges[change].sentence}</P>
        <P>
          Ce n’était pas vous ? Choisissez un nouveau mot de passe, retirez dans « Mon compte » ce que vous ne reconnaissez pas, et
          écrivez-nous.
        </P>
      </>
    ),
    action: { label: "Vérifier la sécurité de mon compte", path: "/mon-compte#securite" },
  }),
  "account-unused": ({ firstName, erasedOn }) => ({
    subject: "Votre compte va être supprimé",
    preview: "Une connexion suffit pour le garder.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Vous n’avez pas utilisé votre compte depuis près de deux ans. Nous ne gardons pas de données inutiles : il sera supprimé le{" "}
          {formatDay(new Date(erasedOn))}.
        </P>
        <P>Pour le garder, il suffit de vous connecter avant cette date.</P>
      </>
    ),
    action: { label: "Garder mon compte", path: "/connexion" },
  }),
  "account-erased": ({ firstName }) => ({
    subject: "Votre compte est supprimé",
    preview: "Vos droits et vos données ont disparu du portail.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Votre compte est supprimé : vos droits, vos connexions et vos coordonnées ont disparu du portail. Ce message est le dernier, et
          votre adresse n’est plus gardée.
        </P>
        <P>Vous pourrez créer un nouveau compte quand vous voudrez.</P>
      </>
    ),
    action: { label: "Ouvrir le portail", path: "/" },
  }),
}

const factorChanges: Record<FactorChange, { subject: string; sentence: string }> = {
  "totp-added": {
    subject: "La double authentification est activée",
    sentence: "Un code de votre application sera demandé à chaque connexion par mot de passe.",
  },
  "totp-removed": {
    subject: "La double authentification est retirée",
    sentence: "Votre application ne donne plus de code pour votre compte.",
  },
  "passkey-added": {
    subject: "Une clé d’accès a été ajoutée",
    sentence: "Vous pouvez désormais vous connecter avec cette clé, sans mot de passe.",
  },
  "passkey-removed": { subject: "Une clé d’accès a été retirée", sentence: "Cette clé n’ouvre plus votre compte." },
  "recovery-used": {
    subject: "Un code de secours a servi",
    sentence: "Quelqu’un s’est connecté à votre compte avec l’un de vos codes de secours.",
  },
  "factors-reset": {
    subject: "Vos seconds facteurs ont été retirés",
    sentence:
      "L’équipe Cap Métiers a retiré vos clés d’accès, votre application et vos codes de secours. Votre mot de passe suffit pour entrer.",
  },
  "recovery-renewed": {
    subject: "De nouveaux codes de secours ont été créés",
    sentence: "Les codes de secours que vous aviez gardés n’ouvrent plus votre compte.",
  },
}
