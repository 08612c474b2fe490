import { type Departure, departureWords } from "@/lib/search/ask/rules"
import { wordAsTyped } from "@/lib/search/typed/rules"

/** How the answers depart from what was typed, said before them; nothing when they do not. `text`: what was typed. */
export function Departed({ departure, text }: { departure: Departure | null; text: string }) {
  return departure ? <p className="text-soft">{departureTold(departure, text)}</p> : null
}

/** The same words, with the capitals and accents of whoever typed them. */
export function departureTold(departure: Departure, text: string) {
  return departureWords({ ...departure, words: departure.words.map((word) => wordAsTyped(text, word)) })
}
