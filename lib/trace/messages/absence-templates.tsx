/** Mails about the absence of a référent: to whoever stands in, and to the référent. */
import { de } from "@/lib/platform/text/elision"
import { formatDay } from "@/lib/platform/time/dates"
import type { Catalogue } from "@/lib/trace/messages/catalogue"
import { Hello, type Mail, P, Structure } from "@/lib/trace/messages/mail-parts"

type AbsenceTemplate = "absence-asked" | "absence-answered" | "absence-ended"

export const absenceMails: { [T in AbsenceTemplate]: (data: Catalogue[T]) => Mail } = {
  "absence-asked": ({ firstName, by, structureId, since, until, ...structure }) => ({
    subject: `${by} vous demande de répondre à sa place pour ${structure.structureName}`,
    preview: "Acceptez, ou dites non : c’est vous qui choisissez.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by}, référent·e pour <Structure {...structure} />, s’absente {period(since, until)} et vous propose de répondre à sa place aux
          demandes de rattachement.
        </P>
        <P>Si vous acceptez, elles vous parviendront pendant ce temps-là, et rien d’autre ne change pour vous.</P>
      </>
    ),
    action: { label: "Accepter ou refuser", path: `/mes-structures/${structureId}/absence` },
  }),
  "absence-answered": ({ firstName, structureId, person, answer, since, until, ...structure }) => ({
    subject: answers[answer].subject(person),
    preview: answers[answer].preview,
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Pour votre absence {period(since, until)}, comme référent·e pour <Structure {...structure} />
           : {answers[answer].said(person)}
        </P>
        {answer === "accepted" ? null : (
          <P>
            Sans suppléant·e ni autre référent, l’équipe Cap Métiers répondra dès le premier jour. Vous pouvez choisir quelqu’un d’autre.
          </P>
        )}
      </>
    ),
    action: { label: "Voir mon absence", path: `/mes-structures/${structureId}/absence` },
  }),
  "absence-ended": ({ firstName, by, ...structure }) => ({
    subject: `Vous n’avez plus à suppléer ${by} pour ${structure.structureName}`,
    preview: "Vous n’avez rien à faire.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          La suppléance {de(by)} pour <Structure {...structure} /> est finie, ou n’aura pas lieu : les demandes de rattachement ne vous
          parviennent pas à sa place. Vos propres droits ne changent pas.
        </P>
      </>
    ),
    action: { label: "Ouvrir le portail", path: "/accueil" },
  }),
}

function period(since: string, until: string) {
  return `du ${formatDay(new Date(since))} au ${formatDay(new Date(Date.parse(until) - 1))}`
}

const answers: Record<
  Catalogue["absence-answered"]["answer"],
  { subject: (person: string) => string; preview: string; said: (person: string) => string }
> = {
  accepted: {
    subject: (person) => `${person} vous supplée`,
    preview: "Les demandes lui parviendront pendant votre absence.",
    said: (person) => `${person} accepte de vous suppléer.`,
  },
  declined: {
    subject: (person) => `${person} ne peut pas vous suppléer`,
    preview: "Vous pouvez choisir quelqu’un d’autre.",
    said: (person) => `${person} ne peut pas vous suppléer.`,
  },
  lost: {
    subject: (person) => `${person} ne peut plus vous suppléer`,
    preview: "Vous pouvez choisir quelqu’un d’autre.",
    said: (person) => `${person} ne peut plus vous suppléer : cette personne a quitté la structure, ou son compte est fermé.`,
  },
}
