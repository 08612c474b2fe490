"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { removeCampaignFile } from "@/lib/parcourspro/campaign-files/operations"
import { campaignFileKey } from "@/lib/parcourspro/campaign-files/schema"

export const remove = action(campaignFileKey, removeCampaignFile, {
  budget: budgets.work,
  words: { "not-found": unknownPage },
  next: ({ year }) => done("/admin/campagnes", "fichier-retire", { annee: year }),
})
