"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { createDelivery, editDelivery } from "@/lib/rafael/deliveries/operations"
import { deliveryCreation, deliveryEdition } from "@/lib/rafael/deliveries/schema"

const words = {
  "not-found": unknownPage,
  "structure-closed": structureClosed,
  "place-incomplete": {
    field: "address",
    message: "Un lieu a une adresse, un code postal et une ville : complétez-les, ou laissez-les tous vides.",
  },
}
const back = ({ courseId }: { courseId: string }) =>
  done("/rafael/catalogue/formations/[id]", "action", { id: courseId, onglet: "actions" })

export const addDelivery = action(deliveryCreation, createDelivery, {
  budget: budgets.work,
  words,
  next: back,
})

export const saveDelivery = action(deliveryEdition, editDelivery, {
  budget: budgets.work,
  words: {
    ...words,
    "changed-meanwhile":
      "Quelqu’un vient de modifier cette action. Rien n’a été changé : rechargez la page pour voir ce qu’elle dit maintenant.",
    incomplete: "Cette formation est publiée : il y manquerait {detail}. Rien n’a été changé.",
  },
  next: back,
})
