/** Mails about the review of rights: to those who are asked, and to whoever loses a level that nobody confirmed. */
import { counted } from "@/lib/platform/text/counts"
import { formatDay } from "@/lib/platform/time/dates"
import type { Catalogue } from "@/lib/trace/messages/catalogue"
import { Hello, type Mail, P, Structure } from "@/lib/trace/messages/mail-parts"

type ReviewTemplate = "review-to-answer" | "profil-to-be-suspended" | "profil-suspended" | "profils-suspended"

export const reviewMails: { [T in ReviewTemplate]: (data: Catalogue[T]) => Mail } = {
  "review-to-answer": ({ firstName, toManagers, reviewId, structures, more, people, deadline, message, isReminder, suspendsOn }) => ({
    subject: suspendsOn
      ? `Des droits seront suspendus le ${day(suspendsOn)}, sauf si vous les confirmez`
      : `${isReminder ? "Rappel : revue" : "Revue"} des droits, ${counted(people, "personne")} au plus tard le ${day(deadline)}`,
    preview: "Garder, changer ou détacher : votre réponse est enregistrée au fur et à mesure.",
    content: (
      <>
        <Hello firstName={firstName} />
        {toManagers ? <P>Aucun référent ne peut répondre dans ces structures : c’est à l’équipe Cap Métiers de répondre.</P> : null}
        <P>
          L’équipe Cap Métiers vous {suspendsOn ? "a demandé" : "demande"} de revoir les droits de {counted(people, "personne")}, au plus
          tard le {day(deadline)}. Pour chacune, dites s’il faut la garder, changer ses droits ou la détacher.
        </P>
        {message ? <P>Son message : « {message} »</P> : null}
        {suspendsOn ? (
          <P>
            L’échéance est passée. Les Prescripteurs Niveau 2 et Niveau 3 que personne n’aura confirmés seront suspendus le{" "}
            {day(suspendsOn)} : leur profil n’ouvrira plus rien, jusqu’à ce que quelqu’un le rétablisse.
          </P>
        ) : null}
        <ul>
          {structures.map(({ structureId, structureName, siret, waiting }) => (
            <li key={structureId}>
              <Structure structureName={structureName} siret={siret} />
               : {counted(waiting, "personne")}
            </li>
          ))}
          {more > 0 ? <li>et {counted(more, "autre structure", "autres structures")}</li> : null}
        </ul>
      </>
    ),
    action: { label: "Faire la revue", path: whereToAnswer(reviewId, toManagers, structures) },
  }),
  "profil-to-be-suspended": ({ firstName, profil, on, ...structure }) => ({
    subject: `Votre profil ${profil} sera suspendu le ${day(on)}, sauf confirmation`,
    preview: "Faites-le confirmer si vous en avez besoin.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Lors de la revue des droits, personne n’a encore confirmé votre profil {profil} pour <Structure {...structure} />. Sans réponse,
          il sera suspendu le {day(on)} : il n’ouvrira plus rien, jusqu’à ce qu’il soit rétabli.
        </P>
        <P>
          Si vous en avez toujours besoin, dites-le à la personne référente de votre structure ou, s’il n’y en a pas, à l’équipe Cap Métiers
          (page Aide) : un geste suffit.
        </P>
      </>
    ),
    action: { label: "Voir ma structure", path: "/mes-structures" },
  }),
  "profil-suspended": ({ firstName, profil, ...structure }) => ({
    subject: `Votre profil ${profil} est suspendu`,
    preview: "Votre référent·e peut le rétablir d’un geste.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Personne n’a confirmé votre profil {profil} pour <Structure {...structure} /> lors de la revue des droits : il est suspendu et
          n’ouvre plus rien. Vos autres droits ne changent pas.
        </P>
        <P>La personne référente de votre structure, ou l’équipe Cap Métiers, peut le rétablir d’un geste.</P>
      </>
    ),
    action: { label: "Voir ma structure", path: "/mes-structures" },
  }),
  "profils-suspended": ({ firstName, toManagers, reviewId, people, more }) => ({
    subject: `${counted(people.length + more, "profil")} que personne n’a confirmé${people.length + more > 1 ? "s sont suspendus" : " est suspendu"}`,
    preview: "Un geste suffit pour les rétablir.",
    content: (
      <>
        <Hello firstName={firstName} />
        <P>
          Ces personnes avaient un profil de Niveau 2 ou 3 que personne n’a confirmé lors de la revue des droits. Il est suspendu : il se
          voit encore, et n’ouvre plus rien. Un geste suffit pour le rétablir.
        </P>
        <ul>
          {people.map((person) => (
            <li key={person}>{person}</li>
          ))}
          {more > 0 ? <li>et {counted(more, "autre personne", "autres personnes")}</li> : null}
        </ul>
      </>
    ),
    action: { label: "Voir ces personnes", path: toManagers ? `/admin/revues/${reviewId}` : `/revues/${reviewId}` },
  }),
}

function day(instant: string) {
  return formatDay(new Date(instant))
}

/** A manager finds the structures on the page of the review's progress; a référent's page opens by itself. */
function whereToAnswer(reviewId: string, toManagers: boolean, [first, ...others]: { structureId: string }[]) {
  if (toManagers) return `/admin/revues/${reviewId}?etat=gestionnaires`
  return first && others.length === 0 ? `/revues/${reviewId}?structure=${first.structureId}` : `/revues/${reviewId}`
}
