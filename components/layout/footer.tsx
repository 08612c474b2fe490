import { HelpLink } from "@/components/desk/help/help-link"
import { TextLink } from "@/components/ui/text-link"

/** What the law asks to be one click away. */
export const legalPages = [
  ["/accessibilite", "Accessibilité : partiellement conforme"],
  ["/mentions-legales", "Mentions légales"],
  ["/donnees-personnelles", "Données personnelles"],
  ["/cookies", "Gestion des cookies"],
] as const

/** What every page ends with: the way to an answer, the plan, the legal pages. */
export function Footer() {
  return (
    <footer className="border-t border-line bg-sunken">
      <div className="mx-auto grid max-w-6xl gap-x-6 px-4 py-4 text-sm text-soft">
        <div className="flex flex-wrap items-center justify-between gap-x-6">
          <p>Portail Cap Métiers : un compte, une structure, vos droits.</p>
          <HelpLink look="text">Besoin d’aide ?</HelpLink>
        </div>
        <ul className="flex flex-wrap gap-x-5">
          {[["/plan-du-site", "Plan du site"] as const, ...legalPages].map(([href, name]) => (
            <li key={href}>
              <TextLink href={href} tone="soft" prefetch={false}>
                {name}
              </TextLink>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  )
}
