import * as z from "zod/mini"
import { allColumns, type ColumnMap } from "@/lib/desk/imports/rules"

const importId = z.uuid("Import inconnu.")
export const importSchema = z.strictObject({ importId })

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
  rejectedCount: z.number(),
  rejected: z.array(z.object({ line: z.number(), reason: z.string() })),
  samples: z.object({ created: z.array(sample), changed: z.array(sample) }),
})
