import type { Route } from "next"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"

const words = {
  unknown: "Ce lien n’est plus valable. Si vous avez reçu un message plus récent, utilisez son lien.",
  used: "Ce lien a déjà servi.",
  expired: "Ce lien a expiré : il était valable 24 heures.",
}

/** Why the link of a mail leads nowhere, and what to do instead. */
export function LinkProblem({ state, remedy }: { state: keyof typeof words; remedy: { href: Route; label: string } }) {
  return (
    <>
      <Banner tone={state === "expired" ? "wait" : "bad"}>
        <p>{words[state]}</p>
      </Banner>
      <div>
        <LinkButton href={remedy.href}>{remedy.label}</LinkButton>
      </div>
    </>
  )
}
