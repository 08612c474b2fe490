/** The answers of the help pages. Each picture is made by `npm run pictures`, from the portal as it is. */
import { managerAnswers } from "@/components/desk/help/manager-answers"
import { personAnswers } from "@/components/desk/help/person-answers"
import { referentAnswers } from "@/components/desk/help/referent-answers"
import { visitorAnswers } from "@/components/desk/help/visitor-answers"
import type { Answer, Audience } from "@/lib/desk/help/rules"

export const audiences: Record<Audience, string> = {
  visitor: "Avoir un compte et entrer",
  person: "Mon compte, mes structures, mes droits",
  referent: "Pour les référents",
  manager: "Pour les gestionnaires Cap Métiers",
}

/** The size of every picture, in CSS pixels, so that its place is reserved while it loads. */
export const pictureSize = { width: 1200, height: 750 }

export const answers: readonly Answer[] = [...visitorAnswers, ...personAnswers, ...referentAnswers, ...managerAnswers]
