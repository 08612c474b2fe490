"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { removeTileLink, saveTileLink } from "@/lib/desk/tiles/operations"
import { tileLinkIdSchema, tileLinkSchema } from "@/lib/desk/tiles/schema"
import { action } from "@/lib/identity/entrance/action"

export const save = action(tileLinkSchema, saveTileLink, {
  budget: budgets.work,
  words: { "not-found": unknownPage, "changed-meanwhile": "Quelqu’un a changé ce lien depuis : rechargez la page." },
  next: done("/admin/tuiles", "enregistre"),
})
export const remove = action(tileLinkIdSchema, removeTileLink, {
  budget: budgets.work,
  words: { "not-found": unknownPage },
  next: done("/admin/tuiles", "retire"),
})
