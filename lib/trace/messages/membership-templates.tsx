/** Mails of the adhesion of a structure to Cap Métiers: to the managers, then to its référents. */
import { counted } from "@/lib/platform/text/counts"
import { particle } from "@/lib/platform/text/elision"
import type { Catalogue } from "@/lib/trace/messages/catalogue"
import { type Mail, P, Structure } from "@/lib/trace/messages/mail-parts"

type MembershipTemplate = "membership-asked" | "membership-decided" | "membership-campaign"

export const membershipMails: { [T in MembershipTemplate]: (data: Catalogue[T]) => Mail } = {
  "membership-asked": ({ year, ...structure }) => ({
    subject: `Adhésion ${year} demandée : ${structure.structureName}`,
    preview: "Une adhésion attend votre réponse.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          <Structure {...structure} /> demande son adhésion pour {year}.
        </P>
      </>
    ),
    action: { label: "Répondre à la demande", path: "/admin/adhesions" },
  }),
  "membership-decided": ({ year, isAccepted, reason, ...structure }) => ({
    subject: `Adhésion ${year} ${isAccepted ? "acceptée" : "refusée"} : ${structure.structureName}`,
    preview: isAccepted ? "Les actions réservées aux adhérents vous sont ouvertes." : "Voici pourquoi.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          L’adhésion {particle(structure.structureName)}
          <Structure {...structure} /> pour {year} est {isAccepted ? "acceptée" : "refusée"}.
        </P>
        {isAccepted ? <P>Vos équipes peuvent être confirmées sur les actions réservées aux adhérents.</P> : null}
        {reason ? <P>« {reason} »</P> : null}
      </>
    ),
    action: { label: "Voir l’adhésion", path: "/adhesion" },
  }),
  "membership-campaign": ({ kind, year, structures, more }) => ({
    subject: campaignWords[kind].subject(year),
    preview: "Un référent la demande en une minute.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>{campaignWords[kind].said(year)}</P>
        {structures.map((structure) => (
          <P key={structure.siret}>
            <Structure {...structure} />
          </P>
        ))}
        {more > 0 ? <P>Et {counted(more, "autre")}.</P> : null}
      </>
    ),
    action: { label: "Demander l’adhésion", path: "/adhesion" },
  }),
}

const campaignWords: Record<
  Catalogue["membership-campaign"]["kind"],
  { subject: (year: number) => string; said: (year: number) => string }
> = {
  opening: {
    subject: (year) => `Les adhésions ${year} sont ouvertes`,
    said: (year) =>
      `Vous êtes référent·e : vous pouvez demander l’adhésion ${year} de votre structure, qui ouvre à ses équipes les actions réservées.`,
  },
  ends_soon: {
    subject: (year) => `Votre adhésion ${year - 1} se termine le 31 décembre`,
    said: (year) =>
      `L’adhésion de votre structure se termine avec l’année. Sans demande pour ${year}, ses équipes n’auront plus les actions réservées :`,
  },
  reminder: {
    subject: (year) => `Rappel : l’adhésion ${year} n’est pas demandée`,
    said: (year) => `Votre structure était adhérente en ${year - 1} et n’a pas demandé son adhésion pour ${year} :`,
  },
  reminder_again: {
    subject: (year) => `Dernier rappel : l’adhésion ${year} n’est pas demandée`,
    said: (year) => `Votre structure n’est plus adhérente : vous pouvez encore demander son adhésion pour ${year}.`,
  },
}
