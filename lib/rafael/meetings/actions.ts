"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { noteAttendance, planMeeting } from "@/lib/rafael/meetings/operations"
import { skippedHourWords } from "@/lib/rafael/meetings/rules"
import { attendance, meetingCreation } from "@/lib/rafael/meetings/schema"

const closed = { "not-found": unknownPage, "structure-closed": structureClosed }

export const plan = action(meetingCreation, planMeeting, {
  budget: budgets.work,
  words: {
    ...closed,
    "skipped-hour": { field: "until", message: skippedHourWords },
    past: { field: "day", message: "Cette réunion serait dans le passé : vérifiez le jour et l’heure." },
    "session-cancelled": "Cette session est annulée.",
  },
  next: ({ sessionId }) => done("/rafael/catalogue/sessions/[id]", "reunion", { id: sessionId }),
})

export const attend = action(attendance, noteAttendance, {
  budget: budgets.work,
  words: { ...closed, "too-early": "La réunion n’a pas encore commencé." },
  next: ({ meetingId }) => done("/rafael/preinscriptions/reunions/[id]", "presence", { id: meetingId }),
})
