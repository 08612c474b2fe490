"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { type Answered, changePeople, chooseForDetachment, detachPeople, keepPeople } from "@/lib/membership/review-answers/operations"
import { answersSchema, detachingAddress, detachmentsSchema, reviewAddress } from "@/lib/membership/review-answers/schema"

/** The page is not drawn again: these words would go with the forms that a closed review has no more. */
const words = {
  "not-found": unknownPage,
  "review-closed": "Cette revue est close depuis le {detail} : votre réponse n’a pas été enregistrée, et rien n’a changé.",
} as const

/** Back to the list, which goes on with those who wait. */
function next({ reviewId, structureId, kept, changed, detached, already, refused }: Answered) {
  return reviewAddress(at("/revues/[id]", { id: reviewId }), {
    structure: structureId,
    gardees: kept,
    changees: changed,
    detachees: detached,
    deja: already,
    refusees: refused,
  })
}

const profilNotOpen = "Ce profil n’est pas ouvert à cette structure : choisissez-en un autre. Rien n’a changé."

export const keep = action(answersSchema, keepPeople, {
  budget: budgets.work,
  words: {
    ...words,
    "profil-not-open": "Le profil suspendu de l’une de ces personnes n’est plus ouvert à cette structure : changez ses droits.",
  },
  next,
})

export const change = action(answersSchema, changePeople, {
  budget: budgets.work,
  words: { ...words, "profil-not-open": { field: "profil", message: profilNotOpen } },
  next,
})

/** Leads to the page that says what the detachment of those who are ticked will do. */
export const chooseToDetach = action(answersSchema, chooseForDetachment, {
  budget: budgets.work,
  words,
  next: ({ reviewId, structureId, affiliationIds }) =>
    detachingAddress(at("/revues/[id]/detacher", { id: reviewId }), { structure: structureId, personne: affiliationIds }),
})

export const detachSeveral = action(detachmentsSchema, detachPeople, { budget: budgets.work, words, next })
