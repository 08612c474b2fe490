/** Mails about requests that wait, and about the people and rights of a structure. */
import { Text } from "@react-email/components"
import { de } from "@/lib/platform/text/elision"
import { formatDay } from "@/lib/platform/time/dates"
import type { Catalogue, WaitingLine } from "@/lib/trace/messages/catalogue"
import { Hello, type Mail, P, Structure } from "@/lib/trace/messages/mail-parts"

type PeopleTemplate =
  | "requests-waiting"
  | "requests-for-managers"
  | "request-handed-over"
  | "request-still-waiting"
  | "request-expired"
  | "profils-changed"
  | "detached"
  | "person-left"
  | "left"
  | "correction-to-decide"
  | "referent-change-to-decide"

export const peopleMails: { [T in PeopleTemplate]: (data: Catalogue[T]) => Mail } = {
  "requests-waiting": ({ requests, more, reminder, standsInFor }) => ({
    subject: `${reminder ? "Rappel : " : ""}${count(requests.length + more)} votre réponse`,
    preview: "Une minute suffit : les droits s’ouvrent dès votre réponse.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>{waitingWords(requests.length + more, reminder)}</P>
        {standsInFor ? <P>Vous répondez en suppléance {de(standsInFor)}.</P> : null}
        <Lines requests={requests} more={more} />
        {reminder ? <P>Sans réponse de votre part, l’équipe Cap Métiers pourra répondre à votre place.</P> : null}
      </>
    ),
    action: answer(requests, more, "/demandes"),
  }),
  "requests-for-managers": ({ requests, more, why }) => ({
    subject: `${count(requests.length + more)} une réponse de Cap Métiers`,
    preview: why === "no-referent" ? "Aucun référent ne peut répondre." : "Leur référent n’a pas répondu.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {why === "no-referent"
            ? "Aucun référent ne peut être joint pour répondre : c’est à l’équipe Cap Métiers de le faire."
            : "Le référent n’a pas répondu à temps : l’équipe Cap Métiers peut maintenant répondre aussi."}
        </P>
        <Lines requests={requests} more={more} />
      </>
    ),
    action: answer(requests, more, `/admin/demandes?onglet=${why === "no-referent" ? "premiers-comptes" : "sans-reponse"}`),
  }),
  "request-handed-over": ({ firstName, days, ...structure }) => ({
    subject: `Votre demande pour ${structure.structureName} est aussi transmise à Cap Métiers`,
    preview: "Le référent n’a pas répondu : l’équipe Cap Métiers peut répondre aussi.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Votre demande pour <Structure {...structure} /> attend depuis au moins {days} jours ouvrés sans réponse du référent. L’équipe Cap
          Métiers peut maintenant répondre aussi. Vous n’avez rien à faire.
        </P>
      </>
    ),
    action: { label: "Suivre ma demande", path: "/accueil" },
  }),
  "request-still-waiting": ({ firstName, since, decidedByManagers, ...structure }) => ({
    subject: `Votre demande pour ${structure.structureName} est toujours en attente`,
    preview: "Nous ne l’oublions pas.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Votre demande du {formatDay(new Date(since))} pour <Structure {...structure} /> attend toujours une réponse{" "}
          {decidedByManagers ? "de l’équipe Cap Métiers" : "du référent de la structure ou de l’équipe Cap Métiers"}. Vous pouvez la
          relancer, ou l’annuler si elle n’a plus lieu d’être.
        </P>
      </>
    ),
    action: { label: "Relancer ou annuler", path: "/accueil" },
  }),
  "request-expired": ({ firstName, since, ...structure }) => ({
    subject: `Votre demande pour ${structure.structureName} a expiré`,
    preview: "Vous pouvez la refaire en une minute.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Votre demande du {formatDay(new Date(since))} pour <Structure {...structure} /> est restée trop longtemps sans réponse : elle a
          expiré. Votre compte reste ouvert. Si vous travaillez toujours pour cette structure, demandez à nouveau.
        </P>
      </>
    ),
    action: { label: "Demander à nouveau", path: "/mes-structures" },
  }),
  "profils-changed": ({ firstName, by, before, after, ...structure }) => ({
    subject: `Vos droits ont changé pour ${structure.structureName}`,
    preview: `Vos droits : ${after.join(", ")}.`,
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by} a changé vos droits pour <Structure {...structure} />. Le changement est déjà en place.
        </P>
        <P>Avant : {before.join(", ")}.</P>
        <P>
          Maintenant : <strong>{after.join(", ")}</strong>.
        </P>
      </>
    ),
    action: { label: "Voir mes droits", path: "/mes-structures" },
  }),
  detached: ({ firstName, by, reason, ...structure }) => ({
    subject: `Vous n’êtes plus rattaché·e à ${structure.structureName}`,
    preview: "Vos droits pour cette structure sont fermés.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by} a mis fin à votre rattachement à <Structure {...structure} />. Vos droits pour cette structure sont fermés ; votre compte et
          vos autres structures ne changent pas.
        </P>
        {reason ? <P>La raison donnée : « {reason} »</P> : null}
        <P>Si c’est une erreur, demandez à nouveau une affiliation : la structure sera prévenue.</P>
      </>
    ),
    action: { label: "Voir mes structures", path: "/mes-structures" },
  }),
  "person-left": ({ person, message, isLeaving, structureId, ...structure }) => ({
    subject: isLeaving ? `${person} quitte ${structure.structureName}` : `${person} a quitté ${structure.structureName}`,
    preview: isLeaving ? "Une autre personne référente est à nommer." : "Ses droits pour cette structure sont fermés.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {isLeaving ? (
            <>
              {person}, référent·e pour <Structure {...structure} />, annonce son départ. L’équipe Cap Métiers est prévenue ; son compte
              reste ouvert jusqu’à sa réponse.
            </>
          ) : (
            <>
              {person} a quitté <Structure {...structure} />. Ses droits pour cette structure sont déjà fermés : vous n’avez rien à faire.
            </>
          )}
        </P>
        {message ? <P>Son message : « {message} »</P> : null}
      </>
    ),
    action: { label: "Voir les personnes de la structure", path: `/mes-structures/${structureId}` },
  }),
  left: ({ firstName, ...structure }) => ({
    subject: `Vous avez quitté ${structure.structureName}`,
    preview: "Vos droits pour cette structure sont fermés.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Comme vous l’avez demandé, votre rattachement à <Structure {...structure} /> a pris fin et vos droits pour cette structure sont
          fermés. Ses référents sont prévenus. Votre compte reste ouvert.
        </P>
      </>
    ),
    action: { label: "Voir mes structures", path: "/mes-structures" },
  }),
  "correction-to-decide": ({ by, fields, ...structure }) => ({
    subject: `Modification signalée : ${structure.structureName}`,
    preview: "Un référent demande à corriger les données de sa structure.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {by}, référent·e pour <Structure {...structure} />, signale une modification{fields.length > 0 ? ` : ${fields.join(", ")}` : ""}.
        </P>
      </>
    ),
    action: { label: "Étudier la modification", path: "/admin/demandes?onglet=modifications" },
  }),
  "referent-change-to-decide": ({ by, proposed, isLeaving, ...structure }) => ({
    subject: `Changement de référent demandé : ${structure.structureName}`,
    preview: proposed ? `${proposed} est proposé·e.` : "Un référent annonce son départ.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          {by}, référent·e pour <Structure {...structure} />, {isLeaving ? "annonce son départ" : "demande un référent de plus"}
          {proposed ? ` et propose ${proposed}` : isLeaving ? " sans proposer de remplaçant·e" : ""}.
        </P>
      </>
    ),
    action: { label: "Étudier la demande", path: "/admin/demandes?onglet=referents" },
  }),
}

function waitingWords(requests: number, reminder: boolean) {
  if (requests === 1)
    return reminder ? "Cette personne attend toujours votre réponse :" : "Cette personne demande à rejoindre une de vos structures :"
  return reminder ? "Ces personnes attendent toujours votre réponse :" : "Ces personnes demandent à rejoindre une de vos structures :"
}

function count(requests: number) {
  return requests === 1 ? "1 demande attend" : `${requests} demandes attendent`
}

/** The link of the mail: to the request when there is only one, to the list when there are several. */
function answer(requests: WaitingLine[], more: number, list: string): Mail["action"] {
  const [only, other] = requests
  if (only && !other && more === 0) return { label: "Répondre à la demande", path: `/demandes/${only.affiliationId}/valider` }
  return { label: "Répondre aux demandes", path: list }
}

function Lines({ requests, more }: { requests: WaitingLine[]; more: number }) {
  const look = { fontSize: 16, lineHeight: "24px", color: "#22303c", margin: "0 0 10px", paddingLeft: 14, borderLeft: "3px solid #ddd5c6" }
  return (
    <>
      {requests.map(({ affiliationId, applicant, jobTitle, since, ...structure }) => (
        <Text key={affiliationId} style={look}>
          <strong>{applicant}</strong>
          {jobTitle ? ` (${jobTitle})` : ""} pour <Structure {...structure} />, depuis le {formatDay(new Date(since))}
        </Text>
      ))}
      {more > 0 ? <Text style={look}>et {more === 1 ? "une autre" : `${more} autres`}.</Text> : null}
    </>
  )
}
