import { fold, misspelt } from "@/lib/search/spelling/rules"

/** Text of any script in one form: letters that have no plain form are kept as they are. */
function plain(text: string) {
  return text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
}

/**
 * Whether someone answers to what was typed: each word is a part of what is known of them, or is one of their words with a letter
 * missing, doubled or wrong. Accents, case and order do not count. Without a word, everyone does.
 */
export function answersToWords(typed: string, known: readonly (string | null)[]): boolean {
  const whole = known.map((text) => plain(text ?? "")).join(" ")
  const folded = known.map((text) => fold(text ?? "")).join(" ")
  const words = folded.split(" ")
  return plain(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => {
      if (whole.includes(word)) return true
      const bare = fold(word)
      return bare !== "" && (folded.includes(bare) || words.some((one) => misspelt(bare, one) !== null))
    })
}
