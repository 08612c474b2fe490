"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { addTheme, archiveTheme } from "@/lib/parcourspro/themes/operations"
import { themeChosen, themeFields } from "@/lib/parcourspro/themes/schema"

const words = { "not-found": unknownPage }
const next = done("/admin/parcourspro", "themes", { vue: "themes" })

export const add = action(themeFields, addTheme, { budget: budgets.work, words, next })

export const putAway = action(themeChosen, archiveTheme, { budget: budgets.work, words, next })
