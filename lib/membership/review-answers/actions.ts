"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { type Answered, answerSeveral, detachPeople, keepPeople } from "@/lib/membership/review-answers/operations"
import { answersSchema, detachingAddress, detachmentsSchema, reviewAddress, severalSchema } from "@/lib/membership/review-answers/schema"

/** The page is not drawn again: these words would go with the forms that a closed review has no more. */
const words = {
  "not-found": unknownPage,
  "review-closed": "Cette revue est close depuis le {detail} : votre réponse n’a pas été enregistrée, et rien n’a changé.",
} as const

/** Back to where one was in the list, which goes on with those who wait. */
function next({ reviewId, structureId, vue, page, kept, changed, detached, already, refused }: Answered) {
  return reviewAddress(at("/revues/[id]", { id: reviewId }), {
    structure: structureId,
    vue: vue ?? null,
    page: page ?? null,
    gardees: kept,
    changees: changed,
    detachees: detached,
    deja: already,
    refusees: refused,
  })
}

export const keep = action(answersSchema, keepPeople, {
  budget: budgets.work,
  words: { ...words, "profil-not-open": "Le profil suspendu de cette personne n’est plus ouvert à cette structure : changez ses droits." },
  next,
})

/** The answer about everyone who is ticked, or the page that says what their detachment will do. */
export const answer = action(severalSchema, answerSeveral, {
  budget: budgets.work,
  words: {
    ...words,
    "profil-not-open": {
      field: "profil",
      message: "Le profil choisi, ou celui qui est suspendu, n’est pas ouvert à cette structure : choisissez-en un autre. Rien n’a changé.",
    },
  },
  next: (done) =>
    "answered" in done
      ? next(done.answered)
      : detachingAddress(at("/revues/[id]/detacher", { id: done.chosen.reviewId }), {
          structure: done.chosen.structureId,
          personne: done.chosen.affiliationIds,
          vue: done.chosen.vue ?? null,
          page: done.chosen.page ?? null,
        }),
})

export const detachSeveral = action(detachmentsSchema, detachPeople, { budget: budgets.work, words, next })
