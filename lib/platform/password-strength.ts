import "server-only"
import pLimit from "p-limit"

// Loaded at first use: the dictionaries weigh several megabytes.
let checker: Promise<(password: string, words: string[]) => number> | undefined
const oneAtATime = pLimit(1)

/**
 * Whether a password would soon be guessed, given words an attacker would try first (name, address, structure).
 * zxcvbn with French and common dictionaries; score 3 of 4 means more than 10^8 guesses.
 */
export async function isGuessable(password: string, words: string[]): Promise<boolean> {
  checker ??= load()
  const score = await checker
  // Long passwords are judged on their beginning: scoring is quadratic.
  return oneAtATime(() => score(password.slice(0, 100), words) < 3)
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
