"use server"
import { budgets } from "@/lib/access/limits"
import { done, type OutcomeOf } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { publishAnnouncement, saveAnnouncement, withdrawAnnouncement } from "@/lib/desk/news/operations"
import { announcementIdSchema, announcementSchema, publicationSchema } from "@/lib/desk/news/schema"
import { action } from "@/lib/identity/entrance/action"

const words = { "not-found": unknownPage }
const back =
  (outcome: OutcomeOf<"/admin/actualites/[id]">) =>
  ({ announcementId }: { announcementId: string }) =>
    done("/admin/actualites/[id]", outcome, { id: announcementId })

export const save = action(announcementSchema, saveAnnouncement, { budget: budgets.work, words, next: back("enregistree") })
export const publish = action(publicationSchema, publishAnnouncement, {
  budget: budgets.work,
  words: { ...words, "ends-before": { field: "endsOn", message: "Le retrait vient après la publication." } },
  next: back("publiee"),
})
export const withdraw = action(announcementIdSchema, withdrawAnnouncement, { budget: budgets.work, words, next: back("retiree") })
