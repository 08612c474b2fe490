/** How easily a password can be guessed. The judgement is the same while people type (in the browser) and when they send the form (password-judge.ts). */
import pLimit from "p-limit"

export type Strength = "too-guessable" | "enough" | "strong"

// Loaded at first use: the dictionaries weigh several hundred kilobytes.
let loaded: Promise<Judge> | undefined
const oneAtATime = pLimit(1)

type Judge = { score: (password: string, words: string[]) => number; isCommon: (password: string) => boolean }

/** Only the beginning of a long password is judged, because scoring takes ever more time. */
const judged = 64

/** What an attacker would try first on this portal, whoever the person is. */
const portalWords = ["cap métiers", "capmetiers", "portail", "rafael", "parcourspro"]

/**
 * Judges a password. `about`: what an attacker who knows the person would try (name, address, structure). A password made of little else is
 * guessable. So is a password of the bundled list of common ones, whatever is added around it. zxcvbn judges all others with French and
 * common dictionaries: a score of 3 out of 4 means more than 10^8 guesses.
 */
export async function strengthOf(typed: string, about: string[]): Promise<Strength> {
  const password = typed.normalize("NFKC")
  const words = [...about, ...portalWords].flatMap((text) => fold(text).split(" ")).filter((word) => word.length > 2)
  if (remainder(password, words).length < 6) return "too-guessable"
  loaded ??= load()
  const { score, isCommon } = await loaded
  if (isCommon(password)) return "too-guessable"
  const points = await oneAtATime(() => score(password.slice(0, judged), words))
  return points < 3 ? "too-guessable" : points === 3 ? "enough" : "strong"
}

function remainder(password: string, words: string[]) {
  const longestFirst = words.toSorted((a, b) => b.length - a.length)
  return longestFirst.reduce((rest, word) => rest.replaceAll(word, ""), fold(password).replaceAll(" ", ""))
}

/** Lower case without accents. Punctuation becomes spaces, and letters of any other script stay. */
function fold(text: string) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\p{P}\p{S}\s]+/gu, " ")
    .trim()
}

/** Whether a text is a common password, or two joined: this is what most leaked passwords of fifteen letters and more are. */
function isMadeOf(text: string, known: ReadonlySet<string>) {
  return known.has(text) || [...text].some((_, at) => at > 0 && known.has(text.slice(0, at)) && known.has(text.slice(at)))
}

async function load(): Promise<Judge> {
  const [{ ZxcvbnFactory }, common, french] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-fr"),
  ])
  const zxcvbn = new ZxcvbnFactory({
    graphs: common.adjacencyGraphs,
    dictionary: { ...common.dictionary, ...french.dictionary },
  })
  const plainOf = (text: string) => fold(text).replaceAll(" ", "")
  const passwords = new Set((common.dictionary["passwords-common"] as string[]).map(plainOf).filter(Boolean))
  return {
    score: (password, words) => zxcvbn.check(password, words).score,
    isCommon: (password) => {
      const plain = plainOf(password)
      return isMadeOf(plain, passwords) || isMadeOf(plain.replace(/\d+$/, ""), passwords)
    },
  }
}
