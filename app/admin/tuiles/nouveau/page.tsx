import type { Metadata } from "next"
import { parseAsStringLiteral } from "nuqs/server"
import { TileLinkForm } from "@/components/desk/tiles/tile-link-form"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Card } from "@/components/ui/card"
import { titleOf } from "@/lib/access/routes"
import { tileLinks } from "@/lib/desk/tiles/queries"
import { tileIds } from "@/lib/desk/tiles/rules"
import { enter } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams } from "@/lib/platform/http/search-params"

const path = "/admin/tuiles/nouveau"
export const metadata: Metadata = { title: titleOf(path) }
const readAddress = reading({ tuile: parseAsStringLiteral(tileIds).withDefault("rafael") })

export default async function NewTileLinkPage({ searchParams }: { searchParams: SearchParams }) {
  await enter(path)
  const [{ tuile }, links] = await Promise.all([readAddress(searchParams), tileLinks()])
  const position = Math.min(99, Math.max(0, ...links[tuile].map((link) => link.position)) + 1)
  return (
    <Page title={titleOf(path)} lead="Il s’ajoute à la tuile dès que vous l’enregistrez." width="narrow">
      <Card>
        <TileLinkForm current={{ tile: tuile, label: "", address: "", position: String(position), opensTab: false, profils: [] }} />
      </Card>
      <BackLink href="/admin/tuiles">Revenir aux liens de l’accueil</BackLink>
    </Page>
  )
}
