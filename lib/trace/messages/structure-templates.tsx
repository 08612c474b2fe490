/** Mails about what managers do to a structure and its référents, and about questions to applicants. */

import { de, particle } from "@/lib/platform/text/elision"
import type { Catalogue } from "@/lib/trace/messages/catalogue"
import { Hello, type Mail, P, Structure } from "@/lib/trace/messages/mail-parts"

type StructureTemplate =
  | "referent-appointed"
  | "referent-removed"
  | "referent-change-answered"
  | "correction-answered"
  | "structure-closed"
  | "structure-merged"
  | "question-asked"
  | "question-answered"

const structures: Mail["action"] = { label: "Voir mes structures", path: "/mes-structures" }

export const structureMails: { [T in StructureTemplate]: (data: Catalogue[T]) => Mail } = {
  "referent-appointed": ({ firstName, by, structureId, ...structure }) => ({
    subject: `Vous êtes référent·e ${de(structure.structureName)}`,
    preview: "Les demandes de vos collègues vous parviendront.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by}, de l’équipe Cap Métiers, vous a nommé·e référent·e {particle(structure.structureName)}
          <Structure {...structure} />. Vous recevrez et validerez les demandes de vos collègues, et pourrez leur donner leurs droits.
        </P>
      </>
    ),
    action: { label: "Voir ma structure", path: `/mes-structures/${structureId}` },
  }),
  "referent-removed": ({ firstName, by, reason, ...structure }) => ({
    subject: `Vous n’êtes plus référent·e ${de(structure.structureName)}`,
    preview: "Vous restez rattaché·e à la structure.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by}, de l’équipe Cap Métiers, a mis fin à votre rôle de référent·e pour <Structure {...structure} />. Vous y restez rattaché·e,
          avec vos profils.
        </P>
        <P>La raison donnée : « {reason} »</P>
      </>
    ),
    action: structures,
  }),
  "referent-change-answered": ({ firstName, by, isAccepted, reason, ...structure }) => ({
    subject: `Changement de référent ${isAccepted ? "accepté" : "refusé"} : ${structure.structureName}`,
    preview: isAccepted ? "C’est fait." : "Voici pourquoi.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by}, de l’équipe Cap Métiers, a {isAccepted ? "fait le" : "refusé le"} changement de référent que vous demandiez pour{" "}
          <Structure {...structure} />.
        </P>
        {reason ? <P>La raison donnée : « {reason} »</P> : null}
      </>
    ),
    action: structures,
  }),
  "correction-answered": ({ firstName, by, structureId, fields, isAccepted, reason, ...structure }) => ({
    subject: `Modification ${isAccepted ? "faite" : "refusée"} : ${structure.structureName}`,
    preview: isAccepted ? "Les données de la structure sont à jour." : "Voici pourquoi.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by}, de l’équipe Cap Métiers, a {isAccepted ? "fait" : "refusé"} la modification que vous aviez signalée pour{" "}
          <Structure {...structure} />
          {fields.length > 0 ? ` : ${fields.join(", ")}` : ""}.
        </P>
        {reason ? <P>La raison donnée : « {reason} »</P> : null}
      </>
    ),
    action: { label: "Voir la structure", path: `/mes-structures/${structureId}` },
  }),
  "structure-closed": ({ firstName, by, reason, successor, ...structure }) => ({
    subject: `Structure fermée : ${structure.structureName}`,
    preview: "Elle ne peut plus être choisie.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by}, de l’équipe Cap Métiers, a fermé <Structure {...structure} />
           : elle ne peut plus être choisie, et les demandes qui attendaient sont closes. Les personnes rattachées le restent.
        </P>
        <P>La raison donnée : « {reason} »</P>
        {successor ? <P>Elle est remplacée par {successor}.</P> : null}
      </>
    ),
    action: structures,
  }),
  "structure-merged": ({ firstName, by, from, profils, isUndone, ...structure }) => ({
    subject: isUndone
      ? `Vous êtes de nouveau rattaché·e à ${structure.structureName}`
      : `Structures réunies : ${from} et ${structure.structureName}`,
    preview: `Vos droits : ${profils.join(", ")}.`,
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by}, de l’équipe Cap Métiers, a {isUndone ? "séparé de nouveau" : "réuni"} {from} et {structure.structureName}
          {isUndone ? "" : ", qui étaient la même structure"}. Vous êtes rattaché·e à <Structure {...structure} />.
        </P>
        <P>Vos droits : {profils.join(", ")}.</P>
      </>
    ),
    action: structures,
  }),
  "question-asked": ({ firstName, by, question, ...structure }) => ({
    subject: `Une question sur votre demande pour ${structure.structureName}`,
    preview: "Votre réponse fera avancer votre demande.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Avant de répondre à votre demande pour <Structure {...structure} />, {by} vous demande :
        </P>
        <P>« {question} »</P>
        <P>Votre demande garde sa place : répondez sur le portail.</P>
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
          Vous aviez demandé, pour <Structure {...structure} />
           : « {question} »
        </P>
        <P>
          <strong>{applicant}</strong> répond : « {answer} »
        </P>
      </>
    ),
    action: { label: "Répondre à la demande", path: `/demandes/${affiliationId}/valider` },
  }),
}
