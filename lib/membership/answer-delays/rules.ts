import { counted } from "@/lib/platform/text/counts"

/** So many requests make a delay, at least: fewer would tell of somebody. */
export const fewRequests = 5

/** Answered so soon, in working days, nobody has waited. */
export const soonDays = 2

/** How requests are answered: the median in working days (null: most have no answer), and the share answered within two. */
export type Delay = { requests: number; medianDays: number | null; withinTwo: number }

/** `of`: the structure itself, or its département when the structure has had too few requests. */
export type KnownDelay = Delay & { of: "structure" | "departement" }

/** "dans la journée", "en 2 jours ouvrés", "rarement": how an answer comes. */
export function delayWords({ medianDays }: Pick<Delay, "medianDays">): string {
  if (medianDays === null) return "rarement"
  return medianDays === 0 ? "dans la journée" : `en ${counted(medianDays, "jour ouvré", "jours ouvrés")}`
}

/** "Cette structure répond d’ordinaire en 2 jours ouvrés.", or the same of the structures of its département, which it says. */
export function delaySentence(delay: KnownDelay, departement: string | null): string {
  const manner = delay.medianDays === null ? "répond rarement" : `répond d’ordinaire ${delayWords(delay)}`
  if (delay.of === "structure") return `Cette structure ${manner}.`
  const there = departement ? `du département (${departement})` : "du département"
  return delay.medianDays === null
    ? `Les structures ${there} répondent rarement ; celle-ci n’a pas encore reçu assez de demandes pour le dire.`
    : `Les structures ${there} répondent d’ordinaire ${delayWords(delay)} ; celle-ci n’a pas encore reçu assez de demandes pour le dire.`
}

/** "Répond en 8 jours ouvrés, 20 % en deux jours au plus, sur 12 demandes": for whoever works on it. */
export function delayInFull(delay: Delay): string {
  const share = `${shareWords(delay.withinTwo)} en deux jours au plus, sur ${counted(delay.requests, "demande")}`
  return `Répond ${delayWords(delay)}, ${share}`
}

/** "80 %": a share in words. */
export function shareWords(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** The key of the structures that have the same types, whatever their order. */
export function typesKey(types: readonly string[]): string {
  return types.length === 0 ? "aucun" : types.toSorted().join("+")
}
