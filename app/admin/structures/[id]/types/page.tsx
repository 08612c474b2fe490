import type { Metadata } from "next"
import Form from "next/form"
import { notFound } from "next/navigation"
import { parseAsStringLiteral } from "nuqs/server"
import { LosersList } from "@/components/desk/structure-dossiers/losers-list"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { TypeField } from "@/components/structures/type-field"
import { ActionButton } from "@/components/ui/action-button"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { losersOf, managedStructure } from "@/lib/desk/structure-dossiers/queries"
import { changeStructureTypes } from "@/lib/desk/structures/actions"
import { enter } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams } from "@/lib/platform/http/search-params"
import { formatTypes, type TypeAnswer, typeOf, typesOf } from "@/lib/vocabulary/structures/rules"

const choices: readonly TypeAnswer[] = ["", "formateur", "prescripteur", "les-deux"]

const readAddress = reading({ type: parseAsStringLiteral(choices) })

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const structure = await managedStructure(await enter(at("/admin/structures/[id]", { id })), id)
  return { title: structure ? `Changer les types : ${structure.raisonSociale}` : "Page introuvable" }
}

export default async function TypesPage({ params, searchParams }: Props) {
  const { id } = await params
  const path = at("/admin/structures/[id]/types", { id })
  const actor = await enter(path)
  const structure = (await managedStructure(actor, id)) ?? notFound()
  const { type: wanted } = await readAddress(searchParams)
  const current = typeOf(structure.types)
  const losers = wanted === null ? [] : await losersOf(actor, id, typesOf(wanted))
  return (
    <Page title="Changer les types" lead={`${structure.raisonSociale} : ${formatTypes(structure.types)}.`} width="narrow">
      <Card>
        <Form action={path} className="grid gap-5">
          <TypeField name="type" label="Type de structure" defaultValue={wanted ?? current} none="Sans habilitation particulière" />
          <div>
            <Button type="submit" tone="secondary">
              Voir l’effet
            </Button>
          </div>
        </Form>
      </Card>
      {wanted !== null && wanted !== current ? (
        <Card className="grid gap-4">
          <h2 className="text-lg font-semibold">Devenir : {formatTypes(typesOf(wanted))}</h2>
          <LosersList losers={losers} types={typesOf(wanted)} />
          <ActionButton
            action={changeStructureTypes}
            fields={{ structureId: id, type: wanted, people: String(losers.length) }}
            tone={losers.length > 0 ? "danger" : "primary"}
          >
            Confirmer le changement
          </ActionButton>
        </Card>
      ) : wanted !== null ? (
        <p className="text-soft">Ce sont déjà les types de cette structure.</p>
      ) : null}
      <BackLink href={at("/admin/structures/[id]", { id })}>Revenir à la structure</BackLink>
    </Page>
  )
}
