import type { Metadata, Viewport } from "next"
import localFont from "next/font/local"
import { type ReactNode, Suspense } from "react"
import { ControlBanner } from "@/components/layout/control-banner"
import { Footer } from "@/components/layout/footer"
import { Header } from "@/components/layout/header"
import { DrawnForProvider } from "@/components/ui/form"
import { PendingBar } from "@/components/ui/pending-bar"
import { whatWaitsFor } from "@/lib/desk/waiting/queries"
import { currentActor, drawnFor } from "@/lib/identity/entrance/actor"
import "./globals.css"

export const metadata: Metadata = {
  title: { default: "Portail Cap Métiers", template: "%s – Portail Cap Métiers" },
  description: "Un seul compte pour la formation et l’emploi : votre structure, vos droits, Rafael et ParcoursPro.",
}
export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#18242a" },
  ],
}

// The portal serves the font itself and preloads it. When it comes late, this page keeps a fallback of the same width, the next one has it:
// nothing ever moves.
const figtree = localFont({
  src: "../node_modules/@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2",
  weight: "300 900",
  variable: "--font-figtree",
  display: "optional",
  adjustFontFallback: "Arial",
})

/**
 * The browser draws nothing before it has read this: a footer at the bottom of the window would move if it were drawn half read. It is
 * after the footer, because Chromium waits for the beginning of an element, not for its end.
 */
const frameEnd = "fin"

// Every page answers for the person who asks: nothing personal is ever rendered ahead or shared.
export const dynamic = "force-dynamic"

export default async function RootLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor()
  return (
    <html lang="fr" className={figtree.variable}>
      <head>
        <link rel="expect" href={`#${frameEnd}`} blocking="render" />
      </head>
      <body className="flex min-h-dvh flex-col">
        <Suspense>
          <PendingBar />
        </Suspense>
        <a href="#contenu" className="sr-only focus:not-sr-only focus:absolute focus:z-30 focus:bg-surface focus:p-3">
          Aller au contenu
        </a>
        <DrawnForProvider who={await drawnFor()}>
          {actor ? <ControlBanner actor={actor} /> : null}
          <Header actor={actor} waiting={actor ? await whatWaitsFor(actor) : []} />
          <main id="contenu" tabIndex={-1} className="flex-1 outline-none">
            {children}
          </main>
        </DrawnForProvider>
        <Footer />
        <template id={frameEnd} />
      </body>
    </html>
  )
}
