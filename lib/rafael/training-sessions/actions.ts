"use server"
import { budgets } from "@/lib/access/limits"
import { done, type OutcomeOf } from "@/lib/access/outcomes"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import {
  cancelSession,
  changeDates,
  changeRecruitment,
  changeSeats,
  copySession,
  createSession,
} from "@/lib/rafael/training-sessions/operations"
import {
  cancellation,
  dateChange,
  recruitmentChange,
  seatsChange,
  sessionCopy,
  sessionCreation,
} from "@/lib/rafael/training-sessions/schema"

const closed = { "not-found": unknownPage, "structure-closed": structureClosed, "session-cancelled": "Cette session est annulée." }
const late = {
  "registration-late": {
    field: "registrationUntil",
    message: "Les préinscriptions se ferment après le début de la session : avancez cette date, ou permettez les entrées tardives.",
  },
}
const over = { over: { field: "endsOn", message: "Cette session serait déjà terminée : vérifiez les dates." } }
const minimum = { minimum: { field: "minimum", message: "Le minimum ne peut pas dépasser le nombre de places." } }
const meanwhile = {
  "changed-meanwhile": "Le nombre de personnes concernées vient de changer ({detail}) : relisez l’effet, puis confirmez à nouveau.",
}
const back =
  (outcome: OutcomeOf<"/rafael/catalogue/sessions/[id]">) =>
  ({ sessionId }: { sessionId: string }) =>
    done("/rafael/catalogue/sessions/[id]", outcome, { id: sessionId })

export const addSession = action(sessionCreation, createSession, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    "structure-closed": structureClosed,
    ...over,
    ...late,
    ...minimum,
    incomplete: "Cette formation est publiée : avant d’ouvrir une session, complétez son action. Il manque : {detail}.",
  },
  next: ({ courseId }) => done("/rafael/catalogue/formations/[id]", "session", { id: courseId, onglet: "sessions" }),
})

export const reproduce = action(sessionCopy, copySession, {
  budget: budgets.work,
  words: { "not-found": unknownPage, "structure-closed": structureClosed, ...over, ...late },
  next: back("copiee"),
})

export const saveSeats = action(seatsChange, changeSeats, {
  budget: budgets.work,
  words: {
    ...closed,
    ...minimum,
    "late-entry": {
      field: "hasLateEntry",
      message: "Les préinscriptions durent au-delà du début : changez d’abord les dates, ou gardez les entrées en cours.",
    },
    taken: { field: "places", message: "{detail} places sont déjà prises : il en faut au moins autant." },
  },
  next: back("places"),
})

export const setRecruitment = action(recruitmentChange, changeRecruitment, {
  budget: budgets.work,
  words: closed,
  next: back("recrutement"),
})

export const moveSession = action(dateChange, changeDates, {
  budget: budgets.work,
  words: { ...closed, ...late, ...meanwhile },
  refresh: ["changed-meanwhile"],
  next: back("dates"),
})

export const cancel = action(cancellation, cancelSession, {
  budget: budgets.work,
  words: { ...closed, ...meanwhile },
  refresh: ["changed-meanwhile"],
  next: back("annulee"),
})
