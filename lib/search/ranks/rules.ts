/** The order of what answers. */
import { rankOf } from "../answers/rules.ts"
import { type Judgement, judge, type Searchable } from "../judge/rules.ts"
import type { Asked } from "../typed/rules.ts"

/** The better answer first, whatever answers. */
export function byAnswer(one: Judgement, other: Judgement): number {
  return (
    rankOf(one.level) - rankOf(other.level) ||
    Math.round(one.cost * 4) - Math.round(other.cost * 4) ||
    one.hintsMissed - other.hintsMissed ||
    Number(other.isWhole) - Number(one.isWhole) ||
    one.apart - other.apart ||
    Number(other.where === 2) - Number(one.where === 2) ||
    other.inName - one.inName ||
    other.together - one.together ||
    other.where - one.where ||
    one.disorder - other.disorder
  )
}

/**
 * What is known of a structure beside its words. `attached`: how many people work there with the portal; `staff`: how many work there at least,
 * when the register says it.
 */
export type Ranked = Searchable & { isHeadOffice: boolean; attached: number; staff: number | null }

/** The better structure first, by the order of docs/search.md. `home`: the départements where people look first. */
export function byRank(home: ReadonlySet<string>) {
  const isAtHome = ({ departement }: Searchable) => departement !== null && home.has(departement)
  return ([one, left]: readonly [Judgement, Ranked], [other, right]: readonly [Judgement, Ranked]): number =>
    byAnswer(one, other) ||
    Number(right.state === "active") - Number(left.state === "active") ||
    Number(one.isShell) - Number(other.isShell) ||
    Number(right.isHeadOffice) - Number(left.isHeadOffice) ||
    Number(right.types.length > 0) - Number(left.types.length > 0) ||
    one.between + one.spare - (other.between + other.spare) ||
    right.attached - left.attached ||
    (right.staff ?? 0) - (left.staff ?? 0) ||
    Number(isAtHome(right)) - Number(isAtHome(left)) ||
    left.raisonSociale.localeCompare(right.raisonSociale, "fr") ||
    (left.city ?? "").localeCompare(right.city ?? "", "fr") ||
    left.siret.localeCompare(right.siret)
}

/**
 * Of one word that names both things and a place, "Bordeaux", answers by their name and by their place take turns, after the whole names:
 * whoever looks for either finds some at once.
 */
export function interleaved<Found>(asked: Asked, ranked: readonly (readonly [Judgement, Found])[]): (readonly [Judgement, Found])[] {
  const first = ranked[0]?.[0]
  if (asked.words.length > 1 || first === undefined) return [...ranked]
  const isAlike = ([{ level, isWhole }]: readonly [Judgement, Found]) => level === first.level && !isWhole
  const wholes = ranked.filter((found) => found[0].level === first.level && found[0].isWhole)
  const named = ranked.filter((found) => isAlike(found) && found[0].inName > 0)
  const placed = ranked.filter((found) => isAlike(found) && found[0].inName === 0)
  const turns = Array.from({ length: Math.max(named.length, placed.length) }, (_, turn) => [named[turn], placed[turn]])
  return [...wholes, ...turns.flat().filter((found) => found !== undefined), ...ranked.filter(([{ level }]) => level !== first.level)]
}

/**
 * What to show once more letters were typed: whatever was shown and still answers keeps its place, unless something answers better. A last word
 * that is finished is no better than one that is not: more letters may come. `before`: what was shown; `after`: what the search found, `most`
 * at most.
 */
export function steadied<Found extends Searchable>(asked: Asked, before: readonly Found[], after: readonly Found[], most: number): Found[] {
  const isIn = (list: readonly Found[], { siret }: Found) => list.some((other) => other.siret === siret)
  // A list that is not full has all that answers.
  const kept = before.filter((found) => isIn(after, found) || after.length >= most)
  const judged = [...kept, ...after.filter((found) => !isIn(kept, found))].flatMap((found) => {
    const judgement = judge(asked, found, { mayMiss: !isIn(before, found) })
    return judgement ? [{ found, place: placeWhileTyping(judgement) }] : []
  })
  return judged
    .toSorted((one, other) => one.place - other.place)
    .slice(0, most)
    .map(({ found }) => found)
}

/** A name typed from end to end, alone, then what is as typed, then the other levels. */
function placeWhileTyping({ level, isWhole, where, hintsMissed }: Judgement) {
  if (level === "exact" && isWhole && where === 0 && hintsMissed === 0) return 0
  return level === "exact" || level === "prefix" ? 1 + hintsMissed : 10 * rankOf(level)
}
