import { clsx } from "clsx"
import { Compass } from "lucide-react"
import Link from "next/link"
import { Menu } from "@/components/layout/menu"
import { ActionButton } from "@/components/ui/action-button"
import { LinkButton } from "@/components/ui/button"
import { type Actor, isDecider } from "@/lib/access/permissions"
import { adminSections, titleOf } from "@/lib/access/routes"
import { type Waiting, waitingTotal, waitingWords } from "@/lib/desk/waiting/rules"
import { signOutAction } from "@/lib/identity/sign-in/actions"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { NavLink } from "./nav-link"

type Props = {
  actor: Actor | null
  /** What waits for the actor's answer. */
  waiting: Waiting[]
}

/**
 * One line on a telephone: the mark, what waits, and a menu that holds the rest. On a wide screen what the menu holds stands in the header
 * itself: the same elements, so that nothing is there twice.
 */
export function Header({ actor, waiting }: Props) {
  return (
    <header className="border-b border-line bg-surface">
      <div
        className={clsx(
          "mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 px-4 py-1.5 sm:gap-x-3 lg:gap-x-4",
          actor && "lg:max-xl:pb-0",
          actor?.isManager && "xl:pb-0",
        )}
      >
        <Link
          href="/"
          className="mr-auto flex min-h-11 items-center gap-2 leading-tight font-bold text-brand-deep max-sm:text-sm sm:text-lg"
        >
          <Compass aria-hidden className="size-6 shrink-0 text-accent" />
          {/* Beside the two doors the narrowest screens have room for the mark alone. */}
          <span className={clsx("max-sm:max-w-20", actor || "max-[22rem]:sr-only")}>Portail Cap Métiers</span>
        </Link>
        {actor ? <Person actor={actor} waiting={waiting} /> : <Doors />}
      </div>
    </header>
  )
}

function Doors() {
  return (
    <div className="flex flex-wrap gap-x-1 sm:gap-x-2">
      <LinkButton tone="quiet" size="narrow" href="/connexion">
        Connexion
      </LinkButton>
      <LinkButton tone="secondary" size="narrow" href="/inscription">
        Créer un compte
      </LinkButton>
    </div>
  )
}

function Person({ actor, waiting }: Props & { actor: Actor }) {
  const decides = actor.isManager || isDecider(actor)
  const total = waitingTotal(waiting)
  return (
    <>
      {decides && total > 0 ? (
        <Link href="/demandes" className="inline-flex min-h-11 items-center px-1 lg:hidden" title={waitingWords(waiting)}>
          <Count waiting={waiting} />
        </Link>
      ) : null}
      <Menu label="Menu">
        <nav
          aria-label="Navigation principale"
          className={clsx("lg:order-2 lg:basis-full", actor.isManager || "xl:order-none xl:basis-auto")}
        >
          <ul className="grid lg:flex lg:flex-wrap lg:whitespace-nowrap">
            <NavLink href="/accueil">{titleOf("/accueil")}</NavLink>
            <NavLink href="/mon-compte">{titleOf("/mon-compte")}</NavLink>
            <NavLink href="/mes-structures">{titleOf("/mes-structures")}</NavLink>
            <NavLink href="/annuaires">{titleOf("/annuaires")}</NavLink>
            {decides ? (
              <NavLink href="/demandes" covers={actor.isManager ? [] : ["/demandes"]}>
                {titleOf("/demandes")}
                {total > 0 ? (
                  <span className="ml-1.5" title={waitingWords(waiting)}>
                    <Count waiting={waiting} />
                  </span>
                ) : null}
              </NavLink>
            ) : null}
            <NavLink href="/aide">{titleOf("/aide")}</NavLink>
            {actor.isManager ? (
              // What a manager answers is a part of the administration, wherever its page stands.
              <NavLink href="/admin" covers={["/admin", "/demandes"]}>
                {titleOf("/admin")}
              </NavLink>
            ) : null}
          </ul>
          {actor.isManager ? (
            <ul className="ml-4 grid grid-cols-2 border-l border-line lg:hidden">
              {adminSections.map((page) => (
                <NavLink key={page} href={page}>
                  {titleOf(page)}
                </NavLink>
              ))}
            </ul>
          ) : null}
        </nav>
        <div className="flex flex-wrap items-center justify-between gap-3 border-line max-lg:order-3 max-lg:mt-2 max-lg:border-t max-lg:pt-3">
          <span className="font-medium lg:max-w-56 xl:max-w-40 lg:truncate" title={formatName(actor)}>
            {formatName(actor)}
          </span>
          <ActionButton action={signOutAction} tone="secondary">
            Se déconnecter
          </ActionButton>
        </div>
      </Menu>
    </>
  )
}

/** How many, for the eye; by kind, for those who listen. */
function Count({ waiting }: { waiting: Waiting[] }) {
  return (
    <span className="rounded-full bg-wait-tint px-2 text-sm font-bold text-wait">
      <span aria-hidden>{waitingTotal(waiting)}</span>
      <span className="sr-only"> {waitingWords(waiting)} en attente</span>
    </span>
  )
}
