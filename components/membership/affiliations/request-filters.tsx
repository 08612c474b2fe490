import { SlidersHorizontal } from "lucide-react"
import type { Route } from "next"
import { AddressForm } from "@/components/ui/address-form"
import { Button } from "@/components/ui/button"
import { SelectField } from "@/components/ui/field"
import { Options } from "@/components/ui/options"
import { SearchField } from "@/components/ui/search-field"
import { TextLink } from "@/components/ui/text-link"
import { isNarrowed, type orders, type Sought } from "@/lib/membership/request-lists/rules"
import { needBriefs } from "@/lib/vocabulary/profils/rules"

const orderNames: Record<(typeof orders)[number], string> = {
  structure: "Par structure",
  anciennes: "Les plus anciennes d’abord",
  recentes: "Les plus récentes d’abord",
  nom: "Par nom",
}

type Props = {
  path: Route
  asked: Sought
  usual: (typeof orders)[number]
  structures: [id: string, name: string][]
}

/** What narrows the list and orders it; it goes into the address, so that a page can be sent, kept, and gone back to. */
export function RequestFilters({ path, asked, usual, structures }: Props) {
  const chosen = [asked.structure, asked.nature, asked.besoin, asked.attente, asked.tri].filter(Boolean).length
  return (
    <AddressForm
      address={path}
      scroll={false}
      className="flex min-w-0 flex-1 flex-wrap items-end gap-x-3 gap-y-2 has-[details[open]]:basis-full max-sm:basis-full"
      aria-label="Chercher et filtrer les demandes"
    >
      <div className="min-w-0 flex-1 basis-40 sm:max-w-72">
        <SearchField name="q" label="Rechercher une demande" isBare value={asked.q} placeholder="Nom, adresse, fonction…" />
      </div>
      <Button type="submit" tone="secondary">
        Rechercher
      </Button>
      <details className="open:basis-full" open={chosen > 0}>
        <summary className="inline-flex min-h-11 cursor-pointer items-center gap-2 font-semibold text-brand">
          <SlidersHorizontal aria-hidden className="size-4" />
          Filtrer et trier{chosen > 0 ? ` (${chosen})` : ""}
        </summary>
        <div className="grid items-end gap-3 pt-2 sm:grid-cols-2 lg:grid-cols-5">
          {structures.length > 1 ? (
            <SelectField key={`structure-${asked.structure}`} name="structure" label="Structure" defaultValue={asked.structure}>
              <Options none="Toutes" of={Object.fromEntries(structures)} />
            </SelectField>
          ) : null}
          <SelectField key={`nature-${asked.nature}`} name="nature" label="Nature" defaultValue={asked.nature ?? ""}>
            <Options none="Toutes" of={{ signup: "Création de compte", request: "Affiliation" }} />
          </SelectField>
          <SelectField key={`besoin-${asked.besoin}`} name="besoin" label="Besoin" defaultValue={asked.besoin ?? ""}>
            <Options none="Tous" of={{ ...needBriefs, aucun: "Non précisé" }} />
          </SelectField>
          <SelectField key={`attente-${asked.attente}`} name="attente" label="Attendent depuis" defaultValue={asked.attente ?? ""}>
            <Options none="Peu importe" of={{ "deux-jours": "Deux jours ou plus", "cinq-jours": "Cinq jours ou plus" }} />
          </SelectField>
          <SelectField key={`tri-${asked.tri}`} name="tri" label="Ordre" defaultValue={asked.tri ?? usual}>
            <Options of={orderNames} />
          </SelectField>
        </div>
        <div className="pt-3">
          <Button type="submit" tone="secondary">
            Filtrer
          </Button>
        </div>
      </details>
      {isNarrowed(asked) ? (
        <TextLink href={path} scroll={false}>
          Tout afficher
        </TextLink>
      ) : null}
    </AddressForm>
  )
}
