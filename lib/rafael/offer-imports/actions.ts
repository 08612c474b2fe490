"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { dropOfferImport, startOfferImport } from "@/lib/rafael/offer-imports/operations"
import { launch, offerImportTarget } from "@/lib/rafael/offer-imports/schema"

const words = {
  "not-found": unknownPage,
  "structure-closed": "Cette structure est fermée : son offre ne change plus.",
  "changed-meanwhile": "Cet import a avancé depuis : rechargez la page pour voir où il en est.",
}
const back = ({ importId }: { importId: string }) => at("/rafael/catalogue/import/[id]", { id: importId })

export const launchOfferImport = action(launch, startOfferImport, {
  budget: budgets.work,
  words: { ...words, places: { field: "places", message: "Des sessions du fichier ne disent pas leurs places : donnez leur nombre." } },
  refresh: ["changed-meanwhile"],
  next: back,
})
export const giveUpOfferImport = action(offerImportTarget, dropOfferImport, {
  budget: budgets.work,
  words: { ...words, "changed-meanwhile": "Cet import est terminé, ou abandonné déjà." },
  refresh: ["changed-meanwhile"],
  next: done("/rafael/catalogue/import", "abandonne"),
})
