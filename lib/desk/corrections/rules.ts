import { type StructureType, structureFieldNames } from "@/lib/vocabulary/structures/rules"

/** What a référent may say is wrong, in the order of the form. */
export const correctable = ["raisonSociale", "sigle", "enseigne", "address", "postcode", "city", "types"] as const
export type Correctable = (typeof correctable)[number]

const { siret: _never, type, ...names } = structureFieldNames
export const correctableNames: Record<Correctable, string> = { ...names, types: type }

/** The fields a structure has, types as the sorted list they are compared by. */
export type StructureFields = Record<Exclude<Correctable, "types">, string | null> & { types: readonly StructureType[] }

/** One difference, as text: what the structure says today, what the référent says it should say. */
type Difference = { from: string; to: string }
export type Differences = Partial<Record<Correctable, Difference>>

/** Where what was typed differs from what the structure says; nothing typed over something is a difference too. */
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

/** What was proposed, against what the structure says today: it may have been edited since. What it says already is left out. */
export function againstToday(current: StructureFields, proposed: Differences): Differences {
  const entries = Object.entries(proposed).map(([field, { to }]) => [field, { from: textOf(current, field as Correctable), to }] as const)
  return Object.fromEntries(entries.filter(([, { from, to }]) => from !== to))
}
