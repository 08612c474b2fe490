"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { saveCampaign } from "@/lib/parcourspro/campaigns/operations"
import { campaignFields } from "@/lib/parcourspro/campaigns/schema"

export const save = action(campaignFields, saveCampaign, {
  budget: budgets.work,
  words: { "not-found": unknownPage },
  next: ({ year }) => done("/admin/campagnes", "enregistree", { annee: year }),
})
