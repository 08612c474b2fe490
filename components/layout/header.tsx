import { Compass } from "lucide-react"
import Link from "next/link"
import { ActionButton } from "@/components/ui/action-button"
import { LinkButton } from "@/components/ui/button"
import { type Actor, isReferent } from "@/lib/access/permissions"
import { titleOf } from "@/lib/access/routes"
import { signOutAction } from "@/lib/identity/sign-in/actions"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { NavLink } from "./nav-link"

type Props = {
  actor: Actor | null
  /** How many requests wait for the actor's decision. */
  waiting: number
}

export function Header({ actor, waiting }: Props) {
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3">
        <Link href="/" className="flex items-center gap-2 py-2 text-lg font-bold text-brand-deep">
          <Compass aria-hidden className="size-6 text-accent" />
          Portail Cap Métiers
        </Link>
        {actor ? <Person actor={actor} /> : <Doors />}
      </div>
      {actor ? <Navigation actor={actor} waiting={waiting} /> : null}
    </header>
  )
}

function Doors() {
  return (
    <div className="flex flex-wrap gap-2">
      <LinkButton tone="quiet" href="/connexion">
        Connexion
      </LinkButton>
      <LinkButton tone="secondary" href="/inscription">
        Créer un compte
      </LinkButton>
    </div>
  )
}

function Person({ actor }: { actor: Actor }) {
  return (
    <div className="flex items-center gap-3">
      <span className="font-medium">{formatName(actor)}</span>
      <ActionButton action={signOutAction} tone="secondary">
        Se déconnecter
      </ActionButton>
    </div>
  )
}

function Navigation({ actor, waiting }: { actor: Actor; waiting: number }) {
  const decides = actor.isManager || isReferent(actor)
  return (
    <nav aria-label="Navigation principale" className="mx-auto max-w-6xl px-2">
      <ul className="flex flex-wrap gap-x-1 whitespace-nowrap">
        <NavLink href="/accueil">{titleOf("/accueil")}</NavLink>
        <NavLink href="/mon-compte">{titleOf("/mon-compte")}</NavLink>
        <NavLink href="/mes-structures">{titleOf("/mes-structures")}</NavLink>
        <NavLink href="/annuaires">{titleOf("/annuaires")}</NavLink>
        {decides ? (
          <NavLink href="/demandes">
            {titleOf("/demandes")}
            {waiting > 0 ? (
              <span className="ml-1.5 rounded-full bg-wait-tint px-2 text-sm font-bold text-wait">
                {waiting}
                <span className="sr-only"> en attente</span>
              </span>
            ) : null}
          </NavLink>
        ) : null}
        <NavLink href="/aide">{titleOf("/aide")}</NavLink>
        {actor.isManager ? <NavLink href="/admin">{titleOf("/admin")}</NavLink> : null}
      </ul>
    </nav>
  )
}
