import type { Metadata } from "next"
import Link from "next/link"
import type { ReactNode } from "react"
import { ControlBanner } from "@/components/layout/control-banner"
import { Header } from "@/components/layout/header"
import { currentActor } from "@/lib/access/actor"
import { waitingFor } from "@/lib/affiliations/queries"
import "./globals.css"

export const metadata: Metadata = {
  title: { default: "Portail Cap Métiers", template: "%s – Portail Cap Métiers" },
  description: "Un seul compte pour la formation et l’emploi : votre structure, vos droits, Rafael et ParcoursPro.",
}

// Every page answers for the person who asks: nothing personal is ever rendered ahead or shared.
export const dynamic = "force-dynamic"

export default async function RootLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor()
  return (
    <html lang="fr">
      <body className="flex min-h-dvh flex-col">
        <a href="#contenu" className="sr-only focus:not-sr-only focus:absolute focus:z-30 focus:bg-surface focus:p-3">
          Aller au contenu
        </a>
        {actor ? <ControlBanner actor={actor} /> : null}
        <Header actor={actor} waiting={actor ? await waitingFor(actor) : 0} />
        <main id="contenu" className="flex-1">
          {children}
        </main>
        <footer className="border-t border-line bg-sunken">
          <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-6 px-4 py-3 text-sm text-soft">
            <p>Portail Cap Métiers : un compte, une structure, vos droits.</p>
            <Link href="/aide" className="inline-flex min-h-11 items-center underline underline-offset-4">
              Besoin d’aide ?
            </Link>
          </div>
        </footer>
      </body>
    </html>
  )
}
