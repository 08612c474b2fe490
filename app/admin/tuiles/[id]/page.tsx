import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { TileLinkForm } from "@/components/desk/tiles/tile-link-form"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { ActionButton } from "@/components/ui/action-button"
import { Card, Section } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { remove } from "@/lib/desk/tiles/actions"
import { tileLinkOf } from "@/lib/desk/tiles/queries"
import { enter } from "@/lib/identity/entrance/actor"

export const metadata: Metadata = { title: titleOf("/admin/tuiles/[id]") }

export default async function TileLinkPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const actor = await enter(at("/admin/tuiles/[id]", { id }))
  const link = (await tileLinkOf(actor, id)) ?? notFound()
  const { tile, label, address, position, opensTab, profils, updatedAt } = link
  const seen = updatedAt.toISOString()
  return (
    <Page title={titleOf("/admin/tuiles/[id]")} lead={`« ${label} »`} width="narrow">
      <Card>
        <TileLinkForm key={seen} link={{ id, seen }} current={{ tile, label, address, position: String(position), opensTab, profils }} />
      </Card>
      <Section id="retirer" title="Retirer ce lien" lead="Il quitte l’accueil de tout le monde ; rien d’autre ne change.">
        <ActionButton action={remove} fields={{ linkId: id }} tone="danger">
          Retirer le lien
        </ActionButton>
      </Section>
      <BackLink href="/admin/tuiles">Revenir aux liens de l’accueil</BackLink>
    </Page>
  )
}
