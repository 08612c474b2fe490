import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { ClosedDoor } from "@/components/signon/choices/closed-door"
import { StructureButtons } from "@/components/signon/choices/structure-buttons"
import { ActionButton } from "@/components/ui/action-button"
import { Card } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { que } from "@/lib/platform/text/elision"
import { goBack } from "@/lib/signon/choices/actions"
import { choiceFor } from "@/lib/signon/choices/queries"
import { isScope, scopeWords } from "@/lib/signon/claims/rules"

const path = "/connexion/structure"
export const metadata: Metadata = { title: titleOf(path) }
const readAddress = reading({ demande: words })

/** An application asks who someone is: for which structure they enter, what it is given the first time, or why it does not open. */
export default async function ChooseStructurePage({ searchParams }: { searchParams: SearchParams }) {
  const { demande } = await readAddress(searchParams)
  const actor = await enter(at(path, { demande }))
  const choice = await choiceFor(actor, demande, new Date())
  if (!choice)
    return (
      <Page title="Cette demande a expiré" width="narrow" lead="Retournez à l’application et recommencez : rien n’a été donné.">
        <p>
          <TextLink href="/accueil">Aller à l’accueil</TextLink>
        </p>
      </Page>
    )
  const { application, closed, open, deciders, scopes } = choice
  const { name, purpose, isThirdParty } = application
  return (
    <Page
      title={closed ? `${name} ne vous est pas ouverte` : open.length > 1 ? titleOf(path) : `Entrer dans ${name}`}
      width="narrow"
      lead={`${name} : ${purpose}`}
    >
      {closed ? <ClosedDoor application={application} deciders={deciders} closed={closed} /> : null}
      {isThirdParty && !closed ? (
        <Card className="grid gap-3">
          <h2 className="text-lg font-semibold">Ce {que(name)} va recevoir</h2>
          <p className="text-soft">Cette application n’est pas de Cap Métiers. En entrant, vous acceptez qu’elle lise :</p>
          <ul className="grid list-disc gap-1 pl-5">
            <li>Un identifiant qui ne vaut que chez elle</li>
            {scopes.filter(isScope).map((scope) => (
              <li key={scope}>{scopeWords[scope]}</li>
            ))}
          </ul>
          <p className="text-soft">
            Vous pouvez le retirer à tout moment dans <strong>Mon compte</strong>, Applications.
          </p>
        </Card>
      ) : null}
      {closed ? null : <StructureButtons demande={demande} open={open} />}
      <ActionButton action={goBack} fields={{ demande }} tone="quiet">
        {closed ? "Revenir à l’application" : "Ne pas entrer"}
      </ActionButton>
    </Page>
  )
}
