import type { Route } from "next"
import Form from "next/form"
import { Button } from "@/components/ui/button"
import { SelectField } from "@/components/ui/field"
import { SearchField } from "@/components/ui/search-field"
import { TextLink } from "@/components/ui/text-link"
import type { PeopleParams } from "@/lib/membership/people/schema"
import { type Grantable, profilName } from "@/lib/vocabulary/profils/rules"

type Props = {
  path: Route
  params: PeopleParams
  /** The profils this structure may give; null for those who may not know who holds which. */
  profils: Grantable[] | null
}

/** What narrows the list; it goes into the address, so that a page can be sent, kept, and gone back to. */
export function PeopleFilters({ path, params, profils }: Props) {
  const isNarrowed = params.recherche !== "" || params.profil !== null || params.referent || params.employeur
  return (
    <Form action={path} scroll={false} className="grid gap-3 rounded-card border border-line bg-surface p-3 sm:p-4">
      {params.tri === "nom" ? null : <input type="hidden" name="tri" value={params.tri} />}
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-40">
          <SearchField name="recherche" label="Rechercher" isBare value={params.recherche} placeholder="Nom, e-mail ou fonction" />
        </div>
        <Button type="submit">Rechercher</Button>
      </div>
      <div className="flex flex-wrap items-end gap-x-5 gap-y-3">
        {profils ? (
          <div className="min-w-0 basis-64">
            <SelectField key={params.profil} name="profil" label="Profil" defaultValue={params.profil ?? ""}>
              <option value="">Tous</option>
              {profils.map((profil) => (
                <option key={profil} value={profil}>
                  {profilName(profil)}
                </option>
              ))}
              <option value="aucun">Aucun droit</option>
            </SelectField>
          </div>
        ) : null}
        <Tick name="referent" checked={params.referent}>
          Référents
        </Tick>
        <Tick name="employeur" checked={params.employeur}>
          Employeurs
        </Tick>
        <Button type="submit" tone="secondary">
          Filtrer
        </Button>
        {isNarrowed ? (
          <TextLink href={path} scroll={false}>
            Tout afficher
          </TextLink>
        ) : null}
      </div>
    </Form>
  )
}

function Tick({ name, checked, children }: { name: string; checked: boolean; children: string }) {
  return (
    <label className="inline-flex min-h-11 items-center gap-2 font-semibold">
      <input key={String(checked)} type="checkbox" name={name} value="true" defaultChecked={checked} className="size-5 accent-brand" />
      {children}
    </label>
  )
}
