import * as z from "zod/mini"
import { allColumns, type ColumnMap } from "@/lib/desk/imports/rules"

const importId = z.uuid("Import inconnu.")
export const importSchema = z.strictObject({ importId })

/** What a box is called that gives up what was corrected by hand in a structure. */
export const overwriteField = "ecraser-"

/** The start of an import: `importId`, and one field `ecraser-…` for each SIRET that is ticked. */
export const startSchema = z.pipe(
  z.record(z.string().check(z.regex(/^(?:importId|ecraser-[0-9]{14})$/)), z.string()),
  z.pipe(
    z.transform(({ importId: id, ...ticked }: Record<string, string>) => ({
      importId: id,
      overwritten: Object.keys(ticked).map((name) => name.slice(overwriteField.length)),
    })),
    z.object({ importId, overwritten: z.array(z.string()).check(z.maxLength(100)) }),
  ),
)
export type Start = z.infer<typeof startSchema>

const header = z.pipe(
  z._default(z.string().check(z.maxLength(200)), ""),
  z.transform((name) => name || null),
)
const needed = (words: string) => z.string({ error: words }).check(z.minLength(1, words), z.maxLength(200))

/** Which column of the file holds each of our fields: one select for each. */
const columnsFields = z.strictObject({
  ...(Object.fromEntries(allColumns.map((column) => [column, header])) as Record<(typeof allColumns)[number], typeof header>),
  siret: needed("Dites quelle colonne porte le SIRET."),
  raison_sociale: needed("Dites quelle colonne porte la raison sociale."),
})
export const columnsSchema = z.extend(columnsFields, { importId })
export type Columns = z.infer<typeof columnsSchema>

/** The first line of a kept file, and which of its columns holds each of our fields. */
export const keptColumnsShape = z.object({
  header: z.array(z.string()),
  map: z.pipe(
    z.partialRecord(z.enum(allColumns), z.nullable(z.string())),
    // A file sent before the portal knew a column has no entry for it.
    z.transform((map) => Object.fromEntries(allColumns.map((column) => [column, map[column] ?? null])) as ColumnMap),
  ),
  overwritten: z._default(z.array(z.string()), []),
})

const said = z.partialRecord(
  z.enum(["raisonSociale", "sigle", "enseigne", "address", "postcode", "city", "types", "state"]),
  z.nullable(z.union([z.string(), z.array(z.string())])),
)
const sample = z.object({
  siret: z.string(),
  raisonSociale: z.string(),
  // The first versions did not keep this.
  differences: z._default(z.nullable(z.object({ before: said, after: said })), null),
})

/** The stored report: what an import did, or would do. */
export const reportShape = z.object({
  created: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  // The first versions knew nothing of what was corrected by hand.
  kept: z._default(z.number(), 0),
  rejectedCount: z.number(),
  rejected: z.array(z.object({ line: z.number(), reason: z.string() })),
  samples: z.object({ created: z.array(sample), changed: z.array(sample), kept: z._default(z.array(sample), []) }),
})
