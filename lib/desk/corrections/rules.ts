import { type StructureType, structureFieldNames } from "@/lib/vocabulary/structures/rules"

/** The fields that a référent may report as wrong, in the order of the form. */
export const correctable = ["raisonSociale", "sigle", "enseigne", "address", "postcode", "city", "types"] as const
export type Correctable = (typeof correctable)[number]

const { siret: _never, type, ...names } = structureFieldNames
export const correctableNames: Record<Correctable, string> = { ...names, types: type }

/** The fields of a structure; types are compared as a sorted list. */
export type StructureFields = Record<Exclude<Correctable, "types">, string | null> & { types: readonly StructureType[] }

/** One difference, as text: `from`, the value today, and `to`, the value that the référent gives. */
type Difference = { from: string; to: string }
export type Differences = Partial<Record<Correctable, Difference>>

/** The fields where the typed value differs from the structure's; a value that was emptied is a difference too. */
export function differencesOf(current: StructureFields, typed: StructureFields): Differences {
  const entries = correctable.flatMap((field) => {
    const [from, to] = [textOf(current, field), textOf(typed, field)]
    return from === to ? [] : [[field, { from, to }] as const]
  })
  return Object.fromEntries(entries)
}

function textOf(fields: StructureFields, field: Correctable) {
  return field === "types" ? fields.types.toSorted().join(",") : (fields[field] ?? "")
}

/**
 * Compares what was proposed with the structure today, because it may have been edited since. Values that the structure already has are
 * left out.
 */
export function againstToday(current: StructureFields, proposed: Differences): Differences {
  const entries = Object.entries(proposed).map(([field, { to }]) => [field, { from: textOf(current, field as Correctable), to }] as const)
  return Object.fromEntries(entries.filter(([, { from, to }]) => from !== to))
}
