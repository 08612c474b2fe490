"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { answerPreregistrations, summonPreregistrations, summonToMeeting } from "@/lib/rafael/answers/operations"
import { skippedHourWords } from "@/lib/rafael/meetings/rules"
import type { Several } from "@/lib/rafael/several/rules"
import { severalAnswers, summons, summonsTo } from "@/lib/rafael/several/schema"

const closed = { "not-found": unknownPage, "structure-closed": structureClosed }
const back = ({ done, refused, first, structureId }: Several) =>
  at("/rafael/preinscriptions", { vue: "recues", structure: structureId, faites: done, refusees: refused || null, pourquoi: first })

export const answer = action(severalAnswers, answerPreregistrations, {
  budget: budgets.work,
  words: { ...closed, "reason-needed": { field: "reason", message: "Choisissez un motif : la personne et qui l’accompagne le liront." } },
  next: back,
})

export const summonToPlanned = action(summonsTo, summonToMeeting, {
  budget: budgets.work,
  words: { ...closed, past: { field: "meetingId", message: "Cette réunion est passée : choisissez-en une autre." } },
  next: back,
})

export const summon = action(summons, summonPreregistrations, {
  budget: budgets.work,
  words: {
    ...closed,
    "skipped-hour": { field: "until", message: skippedHourWords },
    past: { field: "day", message: "Cette réunion serait dans le passé : vérifiez le jour et l’heure." },
  },
  next: back,
})
