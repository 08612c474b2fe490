import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { Outcome } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { type TileLinkLine, tileLinks } from "@/lib/desk/tiles/queries"
import { audienceNames, tileIds, tiles } from "@/lib/desk/tiles/rules"
import { enter } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { lookup } from "@/lib/platform/text/lookup"

const path = "/admin/tuiles"
export const metadata: Metadata = { title: titleOf(path) }
const readAddress = reading({ fait: words })

export default async function TileLinksPage({ searchParams }: { searchParams: SearchParams }) {
  await enter(path)
  const [{ fait }, links] = await Promise.all([readAddress(searchParams), tileLinks()])
  return (
    <Page
      title={titleOf(path)}
      lead="Les accès que chaque tuile de l’accueil propose, à qui, et dans quel ordre. Ce que vous enregistrez se voit aussitôt."
      banner={<Outcome>{outcomeOf(path, fait)}</Outcome>}
    >
      {tileIds.map((tile) => (
        <Section key={tile} id={tile} title={tiles[tile].name}>
          <Table
            caption={`Liens de la tuile ${tiles[tile].name}`}
            columns={columns}
            rows={links[tile]}
            keyOf={({ id }) => id}
            empty={<p>Aucun lien.</p>}
          />
          <div>
            <LinkButton href={at("/admin/tuiles/nouveau", { tuile: tile })} tone="secondary" aria-describedby={`${tile}-titre`}>
              Ajouter un lien
            </LinkButton>
          </div>
        </Section>
      ))}
    </Page>
  )
}

const columns: Column<TileLinkLine>[] = [
  { header: "Ordre", cell: ({ position }) => position },
  {
    header: "Libellé",
    cell: ({ id, label }) => (
      <TextLink strong href={at("/admin/tuiles/[id]", { id })}>
        {label}
      </TextLink>
    ),
  },
  { header: "Adresse", cell: ({ address }) => <span className="wrap-anywhere">{address}</span> },
  {
    header: "Profils",
    cell: ({ profils }) => (profils.length === 0 ? "Tout le monde" : profils.map((code) => lookup(audienceNames, code)).join(", ")),
  },
  { header: "Nouvel onglet", cell: ({ opensTab }) => (opensTab ? "Oui" : "Non") },
]
