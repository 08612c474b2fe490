import { type EntryAffiliation, type EntryState, obstacleOf } from "@/lib/desk/account-dossiers/rules"
import { de } from "@/lib/platform/text/elision"
import { formatDay, formatInstant, waitWords } from "@/lib/platform/time/dates"

/** `brief`: why, beside `short`, on a line of a list; "" when there is nothing to explain. `words`: the whole sentence. */
type Words = { tone: "good" | "wait" | "bad"; short: string; brief: string; words: string }

/** Whether someone gets in and finds what they look for, in words for whoever answers the telephone. */
export function entryWords(account: EntryState): Words {
  const { disabledAt, disabledReason, erasedAt, failures, waitSeconds, affiliations } = account
  switch (obstacleOf(account)) {
    case "erased":
      return {
        tone: "bad",
        short: "Effacé",
        brief: on(erasedAt).trim(),
        words: `Ne peut pas entrer parce que ce compte a été effacé${on(erasedAt)}.`,
      }
    case "disabled":
      return {
        tone: "bad",
        short: "Désactivé",
        brief: `${on(disabledAt)}${quoted(disabledReason)}`.trim(),
        words: `Ne peut pas entrer parce que le compte a été désactivé${on(disabledAt)}${quoted(disabledReason)}.`,
      }
    case "slowed":
      return {
        tone: "wait",
        short: "Ralenti",
        brief: `${failures} mauvais mots de passe, prochain essai dans ${waitWords(waitSeconds)}`,
        words: `Ne peut pas entrer tout de suite d’un appareil nouveau, parce que ${failures} mauvais mots de passe ont été essayés : prochain essai dans ${waitWords(waitSeconds)}.`,
      }
    case "no-password":
      return {
        tone: "wait",
        short: "Sans mot de passe",
        brief: "",
        words: "Ne peut pas entrer parce qu’aucun mot de passe n’a encore été choisi.",
      }
    case "waiting": {
      const pending = affiliations.find(({ status }) => status === "pending")
      const answer = pending?.referents.length ? de(pending.referents.join(", ")) : "de l’équipe Cap Métiers"
      const since = pending ? ` pour ${pending.structureName}, du ${formatInstant(pending.requestedAt)},` : ""
      return {
        tone: "wait",
        short: "En attente",
        brief: pending ? `${pending.structureName}, depuis le ${formatDay(pending.requestedAt)} : réponse ${answer}` : "",
        words: `Peut entrer, mais n’a accès à rien parce que sa demande${since} attend la réponse ${answer}.`,
      }
    }
    case "attached-nowhere":
      return {
        tone: "wait",
        short: "Sans structure",
        brief: whyNowhere(affiliations),
        words: `Peut entrer, mais n’a accès à rien parce que ${whyNowhere(affiliations)}.`,
      }
    case "no-profil":
      return {
        tone: "wait",
        short: "Sans profil",
        brief: "",
        words:
          "Peut entrer, mais aucun profil ne lui est accordé : Rafael lui reste fermé. Son référent, ou vous, pouvez lui en donner un.",
      }
    case "open":
      return { tone: "good", short: "Peut entrer", brief: "", words: "Peut entrer." }
  }
}

function quoted(reason: string | null | undefined) {
  return reason ? ` : « ${reason} »` : ""
}

function on(date: Date | null) {
  return date ? ` le ${formatDay(date)}` : ""
}

/** What became of the last thing that tied the person to a structure. */
function whyNowhere(affiliations: EntryAffiliation[]) {
  const [last] = affiliations.toSorted((a, b) => endOf(b) - endOf(a))
  if (!last) return "cette personne n’a encore demandé aucune structure"
  const { structureName, decidedAt, endedAt, reason } = last
  const why = quoted(reason)
  if (last.status === "refused") return `sa demande pour ${structureName} a été refusée${on(decidedAt)}${why}`
  if (last.status === "expired") return `sa demande pour ${structureName} a expiré${on(endedAt)}, faute de réponse`
  if (last.status === "ended") return `son rattachement à ${structureName} a pris fin${on(endedAt)}`
  return `sa demande pour ${structureName} a été annulée${on(endedAt)}`
}

function endOf({ decidedAt, endedAt, requestedAt }: EntryAffiliation) {
  return (endedAt ?? decidedAt ?? requestedAt).getTime()
}

/** When someone last signed in, or that they never did: the account counts as used from the day it begins. */
export function lastEntry({ createdAt, lastUsedAt }: { createdAt: Date; lastUsedAt: Date }) {
  return lastUsedAt > createdAt ? `le ${formatDay(lastUsedAt)}` : "jamais"
}
