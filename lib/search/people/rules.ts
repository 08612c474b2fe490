import { fold, misspelt } from "@/lib/search/spelling/rules"
import { phoneTyped } from "@/lib/vocabulary/accounts/rules"

/** A telephone number, or a part of one, as numbers are kept: "+34 911", "0034 911", "05 56", "+33 (0)5 56"; null for anything else. */
export function phoneDigits(text: string): string | null {
  const plain = phoneTyped(text)
    .replace("(0)", "")
    .replace(/[\s.()]/g, "")
  const digits = plain.replace(/^(\+33|0033|\+|00?)/, "")
  return /^[0-9]{4,15}$/.test(digits) ? digits : null
}

/** Text of any script in one form: letters that have no plain form are kept as they are. */
function plain(text: string) {
  return text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
}

/**
 * Whether someone answers to what was typed: each word is a part of what is known of them, or is one of their words with a letter
 * missing, doubled or wrong. Accents, case and order do not count. Without a word, everyone does.
 */
export function answersToWords(typed: string, known: readonly (string | null)[]): boolean {
  const digits = phoneDigits(typed)
  if (digits && known.some((text) => text?.replaceAll(/\D/g, "").includes(digits))) return true
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
