/** What managers decide about the list of structures, besides people: structures that ask to be listed, and corrections of those that are. */
export const natures = ["referencements", "modifications"] as const
export type Nature = (typeof natures)[number]

/** One of them, by its id. */
export type Errand = { nature: Nature; id: string }

/** What is done with several at once, by the word in the address of its page. */
export const severalGestures = {
  accepter: { label: "Accepter" },
  refuser: { label: "Refuser" },
  preciser: { label: "Demander une précision" },
} as const
export type SeveralGesture = keyof typeof severalGestures
