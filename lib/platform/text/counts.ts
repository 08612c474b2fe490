/** "1 ligne", "8 851 lignes": a number and what it counts. `many` is the plural when it needs more than an "s". */
export function counted(count: number, one: string, many = `${one}s`) {
  return `${count.toLocaleString("fr-FR")} ${count > 1 ? many : one}`
}

/** What a page of a list holds: "12 demandes" when it is all, otherwise "51 à 100 sur 312 demandes". `first`: how many come before it. */
export function rangeOf(first: number, shown: number, total: number, one: string, many = `${one}s`) {
  if (shown === total) return counted(total, one, many)
  return `${(first + 1).toLocaleString("fr-FR")} à ${(first + shown).toLocaleString("fr-FR")} sur ${counted(total, one, many)}`
}
