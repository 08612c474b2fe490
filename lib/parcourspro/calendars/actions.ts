"use server"
import { budgets } from "@/lib/access/limits"
import { action } from "@/lib/identity/entrance/action"
import { renewFeed } from "@/lib/parcourspro/calendars/operations"
import { emptySchema } from "@/lib/platform/text/fields"

export const renew = action(emptySchema, renewFeed, {
  budget: budgets.own,
  words: {},
  next: "/parcourspro/inscriptions",
  reveal: ({ address }) => [address],
})
