/** The journal in plain French: one sentence a row. */
import { de } from "@/lib/platform/text/elision"
import { isKeyOf, lookup } from "@/lib/platform/text/lookup"
import { type Action, actions, causes } from "@/lib/trace/journal/catalogue"

/** What a row tells. Names are those of today; "" where an id leads to nobody. */
export type Told = {
  action: string
  outcome: "done" | "refused"
  who: string
  /** The manager who acted in place of `who`, under control. */
  realWho: string
  target: string
  structure: string
  reason: string | null
}

/** The actions that a filter may name, in the order of the catalogue. */
export const journalActions = Object.keys(actions) as Action[]

/** Whether a word from the page's address is an action. */
export function isAction(word: string): word is Action {
  return isKeyOf(actions, word)
}

/** The name of an action in a list; its code when an older version of the portal wrote it. */
export function actionName(action: string): string {
  return lookup(actions, action)?.[0] ?? action
}

/** A reason in words: the words that someone gave, or the name of one of the portal's own causes. */
export function reasonTold(reason: string): string {
  return lookup(causes, reason) ?? reason
}

/**
 * The sentence of a row: "Dominique LEFÈVRE a détaché Sacha MARTIN de l’Institut. Raison : « … »". What was refused was only tried: "… a
 * tenté, sans le pouvoir : désactivation d’un compte (Sacha MARTIN)."
 */
export function sentenceOf({ action, outcome, who, realWho, target, structure, reason }: Told): string {
  const hand = realWho ? `${realWho}, au nom ${de(who || "quelqu’un")},` : who || "Le portail"
  const why = reason ? ` Raison : « ${reasonTold(reason)} »` : ""
  if (outcome === "refused") {
    const about = [target === who ? "" : target, structure].filter(Boolean).join(", ")
    const name = actionName(action)
    return `${hand} a tenté, sans le pouvoir : ${name.charAt(0).toLocaleLowerCase("fr")}${name.slice(1)}${about ? ` (${about})` : ""}.${why}`
  }
  const said: string = lookup(actions, action)?.[1] ?? `a fait « ${action} »`
  const about = target !== "" && target === who ? ofThemselves(said) : said
  const verb = named(named(about, "target", target || "quelqu’un"), "structure", structure || "une structure")
  return `${hand} ${verb}.${why}`
}

/** The words for an action on oneself: "a demandé son rattachement". */
function ofThemselves(said: string) {
  return said
    .replace(/\b(le|la|les) (\S+) de \{target\}/, (_, article: string, noun: string) => `${own(article, noun)} ${noun}`)
    .replace("du compte de {target}", "de son compte")
    .replace("toutes les connexions de {target}", "toutes ses connexions")
}

function own(article: string, noun: string) {
  if (article === "les") return "ses"
  return article === "le" || /^[aeiouyéèêh]/i.test(noun) ? "son" : "sa"
}

/** Puts a name in its place: "de Élodie" becomes "d’Élodie". */
function named(said: string, place: "target" | "structure", name: string) {
  return said.replace(`de {${place}}`, () => de(name)).replace(`{${place}}`, () => name)
}
