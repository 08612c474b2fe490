/** Mails about listing requests and corrections that wait: to managers, and to those who asked. */
import { counted } from "@/lib/platform/text/counts"
import { formatDay } from "@/lib/platform/time/dates"
import type { Catalogue } from "@/lib/trace/messages/catalogue"
import { Hello, type Mail, P, Structure } from "@/lib/trace/messages/mail-parts"

type ErrandTemplate = "errands-waiting" | "errand-question" | "errand-answered" | "errand-still-waiting" | "errand-expired"
type Nature = Catalogue["errand-question"]["nature"]

const things: Record<Nature, string> = { referencements: "demande de référencement", modifications: "demande de modification" }

export const errandMails: { [T in ErrandTemplate]: (data: Catalogue[T]) => Mail } = {
  "errands-waiting": ({ errands, more }) => ({
    subject: `Rappel : ${counted(errands.length + more, "demande attend", "demandes attendent")} votre réponse`,
    preview: "Des référencements ou des modifications attendent l’équipe Cap Métiers.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>Ces demandes attendent une réponse de l’équipe Cap Métiers :</P>
        <ul>
          {errands.map(({ nature, structureName, siret, since }) => (
            <li key={`${nature}-${siret}`}>
              <Structure structureName={structureName} siret={siret} />
               : {things[nature]}, depuis le {formatDay(new Date(since))}
            </li>
          ))}
          {more > 0 ? <li>et {counted(more, "autre")}</li> : null}
        </ul>
      </>
    ),
    action: { label: "Répondre", path: `/admin/demandes?onglet=${errands[0]?.nature ?? "referencements"}` },
  }),
  "errand-question": ({ firstName, by, nature, question, ...structure }) => ({
    subject: `Une précision vous est demandée pour ${structure.structureName}`,
    preview: "Votre demande garde sa place : répondez sur votre page.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          {by}, de l’équipe Cap Métiers, a besoin d’une précision sur votre {things[nature]} pour <Structure {...structure} />
           :
        </P>
        <P>« {question} »</P>
      </>
    ),
    action: { label: "Répondre", path: "/accueil" },
  }),
  "errand-answered": ({ nature, person, question, answer, ...structure }) => ({
    subject: `${person} répond à votre question sur ${structure.structureName}`,
    preview: "Vous pouvez maintenant décider.",
    content: (
      <>
        <P>Bonjour,</P>
        <P>
          Sur la {things[nature]} pour <Structure {...structure} />, vous demandiez : « {question} »
        </P>
        <P>
          {person} répond : « {answer} »
        </P>
      </>
    ),
    action: { label: "Décider", path: `/admin/demandes?onglet=${nature}` },
  }),
  "errand-still-waiting": ({ firstName, nature, since, ...structure }) => ({
    subject: `Votre demande pour ${structure.structureName} est toujours à l’étude`,
    preview: "Elle garde sa place : vous n’avez rien à refaire.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Votre {things[nature]} pour <Structure {...structure} />, du {formatDay(new Date(since))}, attend toujours une réponse de l’équipe
          Cap Métiers. Elle garde sa place ; vous n’avez rien à refaire.
        </P>
      </>
    ),
    action: { label: "Ouvrir le portail", path: "/accueil" },
  }),
  "errand-expired": ({ firstName, nature, structureId, since, ...structure }) => ({
    subject: `Votre demande pour ${structure.structureName} a expiré`,
    preview: "Vous pouvez demander à nouveau.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Votre {things[nature]} pour <Structure {...structure} />, du {formatDay(new Date(since))}, est restée trop longtemps sans
          réponse : elle a expiré. Si vous en avez toujours besoin, demandez à nouveau.
        </P>
      </>
    ),
    action: {
      label: "Demander à nouveau",
      path: nature === "modifications" ? `/mes-structures/${structureId}/modification` : "/mes-structures",
    },
  }),
}
