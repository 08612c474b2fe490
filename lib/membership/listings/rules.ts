import type { StructureType } from "@/lib/vocabulary/structures/rules"

export type ListingType = "" | StructureType | "les-deux"

const types: Record<ListingType, StructureType[]> = {
  "": [],
  formateur: ["formateur"],
  prescripteur: ["prescripteur"],
  "les-deux": ["formateur", "prescripteur"],
}

/** The structure types a listing form asks for. */
export function typesOf(type: ListingType): StructureType[] {
  return types[type]
}

/** The answer of the form that stands for these types. */
export function typeOf(structureTypes: readonly StructureType[]): ListingType {
  const [only, other] = structureTypes
  return other ? "les-deux" : (only ?? "")
}

/** A structure not listed yet, in the shape in which listed ones are shown. */
export function asStructure<L extends { type: ListingType }>(listing: L) {
  return { ...listing, types: typesOf(listing.type), departement: null }
}
