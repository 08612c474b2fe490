import { type EntryState, obstacleOf } from "@/lib/account-files/rules"
import { formatDay, formatInstant, waitWords } from "@/lib/platform/dates"

type Words = { tone: "good" | "wait" | "bad"; short: string; words: string }

/** Whether someone gets in and finds what they look for, in words for whoever answers the telephone. */
export function entryWords(account: EntryState): Words {
  const { disabledAt, disabledReason, erasedAt, failures, waitSeconds, affiliations } = account
  switch (obstacleOf(account)) {
    case "erased":
      return { tone: "bad", short: "Effacé", words: `Ne peut pas entrer parce que ce compte a été effacé${on(erasedAt)}.` }
    case "disabled":
      return {
        tone: "bad",
        short: "Désactivé",
        words: `Ne peut pas entrer parce que le compte a été désactivé${on(disabledAt)}${disabledReason ? ` : « ${disabledReason} »` : ""}.`,
      }
    case "slowed":
      return {
        tone: "wait",
        short: "Ralenti",
        words: `Ne peut pas entrer tout de suite parce que ${failures} mauvais mots de passe ont été essayés : prochain essai dans ${waitWords(waitSeconds)}.`,
      }
    case "no-password":
      return { tone: "wait", short: "Sans mot de passe", words: "Ne peut pas entrer parce qu’aucun mot de passe n’a encore été choisi." }
    case "waiting": {
      const pending = affiliations.find(({ status }) => status === "pending")
      const since = pending ? ` pour ${pending.structureName}, du ${formatInstant(pending.requestedAt)},` : ""
      return {
        tone: "wait",
        short: "En attente",
        words: `Peut entrer, mais n’a accès à rien parce que sa demande${since} attend une réponse.`,
      }
    }
    case "attached-nowhere":
      return {
        tone: "wait",
        short: "Sans structure",
        words: "Peut entrer, mais n’a accès à rien parce qu’aucune structure ne lui est rattachée.",
      }
    case "open":
      return { tone: "good", short: "Peut entrer", words: "Peut entrer." }
  }
}

function on(date: Date | null) {
  return date ? ` le ${formatDay(date)}` : ""
}
