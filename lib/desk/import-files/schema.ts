import * as z from "zod/mini"
import { allColumns } from "@/lib/desk/imports/rules"

const importId = z.uuid("Import inconnu.")
export const importSchema = z.strictObject({ importId })

const header = z.pipe(
  z._default(z.string().check(z.maxLength(200)), ""),
  z.transform((name) => name || null),
)
const needed = (words: string) => z.string({ error: words }).check(z.minLength(1, words), z.maxLength(200))

/** Which column of the file holds each of ours: a select each. */
const columnsFields = z.strictObject({
  ...(Object.fromEntries(allColumns.map((column) => [column, header])) as Record<(typeof allColumns)[number], typeof header>),
  siret: needed("Dites quelle colonne porte le SIRET."),
  raison_sociale: needed("Dites quelle colonne porte la raison sociale."),
})
export const columnsSchema = z.extend(columnsFields, { importId })
export type Columns = z.infer<typeof columnsSchema>
