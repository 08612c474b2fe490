"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { done, type OutcomeOf } from "@/lib/access/outcomes"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { archiveCourse, createCourse, editBody, editCourse, publishCourse, unpublishCourse } from "@/lib/rafael/courses/operations"
import { bodyEdition, courseCreation, courseEdition, courseTarget, unpublication } from "@/lib/rafael/courses/schema"

const closed = { "not-found": unknownPage, "structure-closed": structureClosed }
const codes = {
  "unknown-formacode": { field: "formacodes", message: "Ce Formacode n’existe pas : {detail}." },
  "unknown-rome": { field: "romes", message: "Ce code ROME n’existe pas : {detail}." },
  "unknown-certification": {
    field: "certifications",
    message: "Cette certification n’est pas dans les listes de France compétences : {detail}.",
  },
}
const back =
  (outcome: OutcomeOf<"/rafael/catalogue/formations/[id]">) =>
  ({ courseId }: { courseId: string }) =>
    done("/rafael/catalogue/formations/[id]", outcome, { id: courseId })

export const addCourse = action(courseCreation, createCourse, { budget: budgets.work, words: { ...closed, ...codes }, next: back("creee") })

export const saveCourse = action(courseEdition, editCourse, {
  budget: budgets.work,
  words: {
    ...closed,
    ...codes,
    "changed-meanwhile":
      "Quelqu’un vient de modifier cette formation. Rien n’a été changé : rechargez la page pour voir ce qu’elle dit maintenant.",
    incomplete: "Cette formation est publiée : il y manquerait {detail}. Rien n’a été changé.",
  },
  next: back("enregistree"),
})

export const publish = action(courseTarget, publishCourse, {
  budget: budgets.work,
  words: { ...closed, incomplete: "Pour publier, il manque : {detail}.", already: "Cette formation est déjà publiée." },
  refresh: ["already"],
  next: back("publiee"),
})

export const archive = action(courseTarget, archiveCourse, {
  budget: budgets.work,
  words: {
    ...closed,
    already: "Cette formation est déjà archivée.",
    awaited: "Des préinscriptions vivent encore sur ses sessions ({detail}) : répondez-leur, ou annulez les sessions, puis archivez.",
  },
  refresh: ["already"],
  next: back("archivee"),
})

export const unpublish = action(unpublication, unpublishCourse, {
  budget: budgets.work,
  words: { "not-found": unknownPage },
  next: done("/admin/offre", "depubliee"),
})

export const saveBody = action(bodyEdition, editBody, {
  budget: budgets.work,
  words: {
    ...closed,
    "number-needed": {
      field: "activityNumber",
      message: "Des formations sont publiées : elles ne peuvent pas l’être sans numéro de déclaration d’activité.",
    },
  },
  next: ({ structureId }) => at("/rafael/catalogue", { structure: structureId, fait: "organisme" }),
})
