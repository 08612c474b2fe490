/** The mails, in French. Each has one action, whose link is also written below the button, and no tracking. */
import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, Section, Text } from "@react-email/components"
import { calendarFile } from "@/lib/platform/text/calendar"
import { de, particle } from "@/lib/platform/text/elision"
import { absenceMails } from "@/lib/trace/messages/absence-templates"
import { accountMails } from "@/lib/trace/messages/account-templates"
import { bodyMails } from "@/lib/trace/messages/body-templates"
import { candidateMails } from "@/lib/trace/messages/candidate-templates"
import type { Catalogue, TemplateName } from "@/lib/trace/messages/catalogue"
import { errandMails } from "@/lib/trace/messages/errand-templates"
import { invitationMails } from "@/lib/trace/messages/invitation-templates"
import { Hello, type Mail, P, Structure } from "@/lib/trace/messages/mail-parts"
import { managerMails } from "@/lib/trace/messages/manager-templates"
import { membershipMails } from "@/lib/trace/messages/membership-templates"
import { peopleMails } from "@/lib/trace/messages/people-templates"
import { prescriberMails } from "@/lib/trace/messages/prescriber-templates"
import { programmeMails } from "@/lib/trace/messages/programme-templates"
import { reviewMails } from "@/lib/trace/messages/review-templates"
import { structureMails } from "@/lib/trace/messages/structure-templates"
import { needWords } from "@/lib/vocabulary/profils/rules"
import { formatSiret } from "@/lib/vocabulary/structures/rules"

export type Addresses = { publicUrl: string; supportEmail: string }
/** Subject and body of a message, for `render` of react-email, and the calendar file that goes with it; null without one. */
export function compose<T extends TemplateName>(template: T, data: Catalogue[T], addresses: Addresses) {
  const mail = mails[template](data)
  const { events = [], isCancelled = false } = mail.calendar ?? {}
  const [first] = events
  const calendar = first ? calendarFile(first.summary, events, { ...addresses, isCancelled }) : null
  return { subject: mail.subject, body: <Layout mail={mail} addresses={addresses} />, calendar }
}

const mails: { [T in TemplateName]: (data: Catalogue[T]) => Mail } = {
  ...accountMails,
  ...peopleMails,
  ...managerMails,
  ...structureMails,
  ...prescriberMails,
  ...bodyMails,
  ...candidateMails,
  ...programmeMails,
  ...membershipMails,
  ...invitationMails,
  ...absenceMails,
  ...errandMails,
  ...reviewMails,
  "request-to-decide": (data) => ({
    subject: `${data.reminder ? "Rappel : " : ""}${data.applicant} demande ${data.isFirst ? `le premier compte ${de(data.structureName)}` : `à rejoindre ${data.structureName}`}`,
    preview: "Une demande attend votre réponse.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          <strong>{data.applicant}</strong>
          {data.jobTitle ? ` (${data.jobTitle})` : ""} demande à rejoindre <Structure {...data} />.
        </P>
        {data.need ? <P>Son besoin : « {needWords[data.need]} ».</P> : null}
        <P>
          {data.toManagers
            ? "Cette structure n’a pas de référent joignable : la demande vous revient."
            : data.standsInFor
              ? `Vous répondez en suppléance ${de(data.standsInFor)}, absent·e en ce moment : c’est à vous de valider ou de refuser.`
              : "Vous êtes référent·e de cette structure : c’est à vous de valider ou de refuser."}
        </P>
      </>
    ),
    action: { label: "Répondre à la demande", path: `/demandes/${data.affiliationId}/valider` },
  }),
  "request-received": (data) => ({
    subject: `Votre demande pour ${data.structureName} est transmise`,
    preview: "Nous vous écrirons dès qu’une réponse sera donnée.",
    content: (
      <>
        <Hello firstName={data.firstName} />
        <P>
          Votre demande pour <Structure {...data} /> est transmise{" "}
          {data.decidedByManagers ? "à l’équipe Cap Métiers" : "aux référents de la structure"}. La réponse vous parviendra par e-mail.
        </P>
      </>
    ),
    action: { label: "Suivre ma demande", path: "/accueil" },
  }),
  "request-accepted": (data) => ({
    subject: `Votre demande pour ${data.structureName} est validée`,
    preview: "Vos droits sont ouverts.",
    content: (
      <>
        <Hello firstName={data.firstName} />
        <P>
          {data.by} a validé votre demande pour <Structure {...data} />.
        </P>
        <P>Vos droits : {data.profils.join(", ")}. Ils sont actifs dès maintenant.</P>
        {data.becomesReferent ? (
          <P>Vous êtes référent·e de cette structure : vous recevrez et validerez les demandes de vos collègues.</P>
        ) : null}
      </>
    ),
    action: { label: "Ouvrir le portail", path: "/accueil" },
  }),
  "request-refused": (data) => ({
    subject: `Votre demande pour ${data.structureName} n’a pas été acceptée`,
    preview: "Voici pourquoi, et ce que vous pouvez faire.",
    content: (
      <>
        <Hello firstName={data.firstName} />
        <P>
          {data.by} n’a pas accepté votre demande pour <Structure {...data} />, pour cette raison :
        </P>
        <P>« {data.reason} »</P>
        <P>Votre compte reste ouvert : vous pouvez choisir une autre structure ou demander à nouveau.</P>
      </>
    ),
    action: { label: "Voir mes structures", path: "/mes-structures" },
  }),
  "listing-to-decide": (data) => ({
    subject: `Demande de référencement : SIRET ${formatSiret(data.siret)}`,
    preview: "Une structure demande à figurer dans la liste.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {data.applicant} demande l’ajout {particle(data.structureName)}
          <Structure {...data} /> à la liste.
        </P>
      </>
    ),
    action: { label: "Étudier la demande", path: "/admin/demandes?onglet=referencements" },
  }),
  "listing-received": (data) => ({
    subject: `Votre demande de référencement ${de(data.structureName)} est transmise`,
    preview: "L’équipe Cap Métiers va l’étudier.",
    content: (
      <>
        <Hello firstName={data.firstName} />
        <P>
          L’équipe Cap Métiers étudie votre demande d’ajouter <Structure {...data} /> à la liste. Vous recevrez sa réponse par e-mail.
        </P>
      </>
    ),
    action: { label: "Suivre ma demande", path: "/accueil" },
  }),
  "listing-refused": (data) => ({
    subject: `${data.structureName} n’a pas été ajoutée à la liste`,
    preview: "Voici pourquoi, et ce que vous pouvez faire.",
    content: (
      <>
        <Hello firstName={data.firstName} />
        <P>
          {data.by} n’a pas ajouté <Structure {...data} /> à la liste, pour cette raison :
        </P>
        <P>« {data.reason} »</P>
      </>
    ),
    action: { label: "Chercher une autre structure", path: "/mes-structures" },
  }),
}

function Layout({ mail, addresses }: { mail: Mail; addresses: Addresses }) {
  const url = addresses.publicUrl + mail.action.path
  const small = { fontSize: 13, lineHeight: "20px", color: "#5a6874" }
  return (
    <Html lang="fr">
      <Head />
      <Preview>{mail.preview}</Preview>
      <Body style={{ backgroundColor: "#f4f1ea", fontFamily: "Figtree, Arial, sans-serif", padding: "24px 0" }}>
        <Container style={{ backgroundColor: "#ffffff", borderRadius: 14, padding: "28px 32px", maxWidth: 560 }}>
          <Text style={{ fontSize: 14, fontWeight: 700, color: "#0f4c5c", margin: 0 }}>Portail Cap Métiers</Text>
          <Heading as="h1" style={{ fontSize: 22, lineHeight: "30px", color: "#0d2b36", margin: "12px 0 18px" }}>
            {mail.subject}
          </Heading>
          {mail.content}
          <Section style={{ margin: "22px 0 10px" }}>
            <Button
              href={url}
              style={{ backgroundColor: "#0f4c5c", color: "#ffffff", borderRadius: 10, padding: "13px 22px", fontWeight: 600 }}
            >
              {mail.action.label}
            </Button>
          </Section>
          <Text style={small}>
            Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :
            <br />
            <Link href={url}>{url}</Link>
          </Text>
          <Hr />
          <Text style={small}>
            Une question ? Écrivez à <Link href={`mailto:${addresses.supportEmail}`}>{addresses.supportEmail}</Link>.
          </Text>
        </Container>
      </Body>
    </Html>
  )
}
