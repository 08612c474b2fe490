"use server"
import { unknownPage } from "@/lib/access/words"
import { publishAnnouncement, saveAnnouncement, withdrawAnnouncement } from "@/lib/desk/news/operations"
import { announcementIdSchema, announcementSchema, publicationSchema } from "@/lib/desk/news/schema"
import { action } from "@/lib/identity/entrance/action"

const words = { "not-found": unknownPage }
const at =
  (outcome: string) =>
  ({ announcementId }: { announcementId: string }) =>
    `/admin/actualites/${announcementId}?fait=${outcome}`

export const save = action(announcementSchema, saveAnnouncement, { words, next: at("enregistree") })
export const publish = action(publicationSchema, publishAnnouncement, {
  words: { ...words, "ends-before": { field: "endsOn", message: "Le retrait vient après la publication." } },
  next: at("publiee"),
})
export const withdraw = action(announcementIdSchema, withdrawAnnouncement, { words, next: at("retiree") })
