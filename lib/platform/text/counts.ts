/** "1 ligne", "8 851 lignes": a number and what it counts. `many` is the plural when it needs more than an "s". */
export function counted(count: number, one: string, many = `${one}s`) {
  return `${count.toLocaleString("fr-FR")} ${count > 1 ? many : one}`
}
