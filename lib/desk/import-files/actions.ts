"use server"
import { unknownPage } from "@/lib/access/words"
import { checkImport, dropImport, startImport } from "@/lib/desk/import-files/operations"
import { columnsSchema, importSchema } from "@/lib/desk/import-files/schema"
import { action } from "@/lib/identity/entrance/action"

const words = {
  "not-found": unknownPage,
  "changed-meanwhile": "Cet import a avancé depuis : rechargez la page pour voir où il en est.",
}
const at = ({ importId }: { importId: string }) => `/admin/structures/import/${importId}`

export const check = action(columnsSchema, checkImport, { words, refresh: ["changed-meanwhile"], next: at })
export const start = action(importSchema, startImport, { words, refresh: ["changed-meanwhile"], next: at })
export const drop = action(importSchema, dropImport, {
  words: { ...words, "changed-meanwhile": "Cet import est terminé, ou abandonné déjà." },
  refresh: ["changed-meanwhile"],
  next: "/admin/structures/import?fait=abandonne",
})
