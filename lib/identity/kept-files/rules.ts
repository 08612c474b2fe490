import type { Actor } from "@/lib/access/permissions"

/** An export that lasts longer, in milliseconds, may be left and come back to. */
export const longExport = 5000
/** How long it is kept, in milliseconds. */
export const keptFor = 48 * 3_600_000
/** An export that was left goes on no longer than this, in milliseconds, nor beyond so many bytes. */
export const longestMaking = 600_000
export const largestFile = 200_000_000
/** So many exports that one account has left go on at once, in one process. */
export const mostLeft = 2

/** Where a file is, for its owner: one that has been in the making for so long was cut. */
export function stateAt({ state, createdAt }: { state: "making" | "ready" | "failed"; createdAt: Date }, now: Date) {
  return state === "making" && now.getTime() - createdAt.getTime() > longestMaking * 1.5 ? "failed" : state
}

/** The rights that a file was made with: none but being its owner, a manager's, those held in one structure, or all of them. */
export type Needs = "nothing" | "manager" | { structureId: string } | "everything"

/** Of what an account may do, one word for each right, what a file needs: it is for whoever still has them all. */
export function neededNow(actor: Pick<Actor, "isManager" | "affiliations">, needs: Needs): string[] {
  if (needs === "nothing") return []
  const all = rightsNow(actor)
  const needed =
    needs === "everything"
      ? all
      : all.filter((right) => (needs === "manager" ? right === "manager" : right.startsWith(`${needs.structureId}:`)))
  // Whoever took it with none of them took it with another right: a manager takes the list of a structure where they are nobody.
  return needed.length > 0 ? needed : all
}

/** What an account may do, one word for each right. */
export function rightsNow({ isManager, affiliations }: Pick<Actor, "isManager" | "affiliations">): string[] {
  const here = affiliations.flatMap(({ structureId, isReferent, rafaelProfil, isEmployeur, isPrestataire }) => [
    ...(isReferent ? [`${structureId}:referent`] : []),
    ...(rafaelProfil ? [`${structureId}:${rafaelProfil}`] : []),
    ...(isEmployeur ? [`${structureId}:employeur`] : []),
    ...(isPrestataire ? [`${structureId}:prestataire`] : []),
  ])
  return isManager ? ["manager", ...here] : here
}

/** A size in words: "1,2 Mo". */
export function sizeWords(bytes: number): string {
  const mega = bytes / 1_000_000
  return mega < 0.1 ? "moins de 0,1 Mo" : `${mega.toLocaleString("fr-FR", { maximumFractionDigits: 1 })} Mo`
}
