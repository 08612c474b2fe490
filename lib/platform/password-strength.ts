import "server-only"
import pLimit from "p-limit"

// Loaded at first use: the dictionaries weigh several megabytes.
let checker: Promise<(password: string, words: string[]) => number> | undefined
const oneAtATime = pLimit(1)

/**
 * Whether a password would soon be guessed. `about`: what an attacker would try first (name, address, structure); a
 * password that holds little else is guessable. The rest is judged by zxcvbn with French and common dictionaries: score 3
 * of 4 means more than 10^8 guesses.
 */
export async function isGuessable(password: string, about: string[]): Promise<boolean> {
  const words = about.flatMap((text) => fold(text).split(" ")).filter((word) => word.length > 2)
  if (remainder(password, words).length < 6) return true
  checker ??= load()
  const score = await checker
  // Long passwords are judged on their beginning: scoring is quadratic.
  return oneAtATime(() => score(password.slice(0, 100), words) < 3)
}

function remainder(password: string, words: string[]) {
  const longestFirst = words.toSorted((a, b) => b.length - a.length)
  return longestFirst.reduce((rest, word) => rest.replaceAll(word, ""), fold(password).replaceAll(" ", ""))
}

/** Lower case without accents; ASCII punctuation becomes spaces, any other script stays. */
function fold(text: string) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
}

async function load() {
  const [{ ZxcvbnFactory }, common, french] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-fr"),
  ])
  const zxcvbn = new ZxcvbnFactory({
    graphs: common.adjacencyGraphs,
    dictionary: { ...common.dictionary, ...french.dictionary },
  })
  return (password: string, words: string[]) => zxcvbn.check(password, words).score
}
