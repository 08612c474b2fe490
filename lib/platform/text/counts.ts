/** "1 ligne", "8 851 lignes": a number and what it counts. `many` is the plural when it needs more than an "s". */
export function counted(count: number, one: string, many = `${one}s`) {
  return `${count.toLocaleString("fr-FR")} ${count > 1 ? many : one}`
}

/** What is counted at most where counting reads every row; more is said to be more. */
export const mostCounted = 10_000

/**
 * What a page of a list holds: "12 demandes" when it is all, otherwise "51 à 100 sur 312 demandes", or "sur plus de 10 000". `first`: how many
 * come before it.
 */
export function rangeOf(first: number, shown: number, total: number, one: string, many = `${one}s`) {
  if (shown === total) return counted(total, one, many)
  const all = total > mostCounted ? `plus de ${mostCounted.toLocaleString("fr-FR")} ${many}` : counted(total, one, many)
  if (shown === 0) return all
  return `${(first + 1).toLocaleString("fr-FR")} à ${(first + shown).toLocaleString("fr-FR")} sur ${all}`
}
