import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { LinkButton } from "@/components/ui/button"

export const metadata: Metadata = { title: "Page introuvable" }

export default function NotFound() {
  return (
    <Page title="Page introuvable" lead="Cette adresse n’existe pas, ou cette page ne vous est pas ouverte." width="narrow">
      <div>
        <LinkButton href="/">Revenir à l’accueil</LinkButton>
      </div>
    </Page>
  )
}
