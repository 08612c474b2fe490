"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { checkImport, dropImport, startImport } from "@/lib/desk/import-files/operations"
import { columnsSchema, importSchema, startSchema } from "@/lib/desk/import-files/schema"
import { action } from "@/lib/identity/entrance/action"

const words = {
  "not-found": unknownPage,
  "changed-meanwhile": "Cet import a avancé depuis : rechargez la page pour voir où il en est.",
}
const back = ({ importId }: { importId: string }) => at("/admin/structures/import/[id]", { id: importId })

export const check = action(columnsSchema, checkImport, { budget: budgets.work, words, refresh: ["changed-meanwhile"], next: back })
export const start = action(startSchema, startImport, { budget: budgets.work, words, refresh: ["changed-meanwhile"], next: back })
export const drop = action(importSchema, dropImport, {
  budget: budgets.work,
  words: { ...words, "changed-meanwhile": "Cet import est terminé, ou abandonné déjà." },
  refresh: ["changed-meanwhile"],
  next: done("/admin/structures/import", "abandonne"),
})
