/** What waits for someone's answer, by kind; `request`: what a référent answers. */
type WaitingKind = "request" | "first-account" | "listing" | "correction" | "referent-change" | "unanswered" | "contact" | "nomination"
/** `oldest`: since when the first of them waits. */
export type Waiting = { kind: WaitingKind; count: number; oldest: Date | null }

const names: Record<WaitingKind, [one: string, many: string]> = {
  request: ["demande", "demandes"],
  "first-account": ["premier compte", "premiers comptes"],
  listing: ["référencement", "référencements"],
  correction: ["modification", "modifications"],
  "referent-change": ["changement de référent", "changements de référent"],
  unanswered: ["demande sans réponse", "demandes sans réponse"],
  contact: ["message", "messages"],
  nomination: ["proposition de gestionnaire", "propositions de gestionnaire"],
}

/** "2 premiers comptes, 1 message": what waits, kind by kind, always in the same order; "" when nothing does. */
export function waitingWords(waiting: readonly Waiting[]): string {
  const order = Object.keys(names)
  return waiting
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))
    .map(({ kind, count }) => `${count} ${names[kind][count > 1 ? 1 : 0]}`)
    .join(", ")
}

export function waitingTotal(waiting: readonly Waiting[]): number {
  return waiting.reduce((sum, { count }) => sum + count, 0)
}
