"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { Options } from "@/components/ui/options"
import { TickField } from "@/components/ui/tick-field"
import { useActionForm } from "@/components/ui/use-action-form"
import { save } from "@/lib/desk/tiles/actions"
import { type Audience, audienceNames, audiences, type TileId, tileIds, tiles } from "@/lib/desk/tiles/rules"
import { tileLinkFields } from "@/lib/desk/tiles/schema"

const labels = {
  tile: "Tuile",
  label: "Libellé",
  address: "Adresse",
  position: "Ordre",
  opensTab: "Nouvel onglet",
  ...audienceNames,
}

type Props = {
  /** The link that is changed, and when it was last; none for a new one. */
  link?: { id: string; seen: string }
  current: { tile: TileId; label: string; address: string; position: string; opensTab: boolean; profils: readonly string[] }
}

/** A link of a tile: its words, where it leads, and to whom it shows. */
export function TileLinkForm({ link, current: { profils, opensTab, ...texts } }: Props) {
  const ticks = Object.fromEntries(audiences.map((audience) => [audience, profils.includes(audience) ? "on" : ""])) as Record<
    Audience,
    string
  >
  const { form, field, summary, pending } = useActionForm(save, tileLinkFields, {
    labels,
    defaults: { ...texts, opensTab: opensTab ? "on" : "", ...ticks },
  })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      {link ? (
        <>
          <input type="hidden" name="linkId" value={link.id} />
          <input type="hidden" name="seen" value={link.seen} />
        </>
      ) : null}
      <SelectField {...field("tile")}>
        <Options of={Object.fromEntries(tileIds.map((id) => [id, tiles[id].name]))} />
      </SelectField>
      <TextField {...field("label")} maxLength={60} />
      <TextField
        {...field("address")}
        maxLength={500}
        hint="Une page du portail, par exemple /parcourspro, ou un site qui commence par https://."
      />
      <TextField {...field("position")} inputMode="numeric" hint="Le plus petit vient en premier." />
      <TickField {...field("opensTab")} hint="Le lien le dit en toutes lettres." />
      <fieldset className="grid gap-3">
        <legend className="font-semibold">Profils</legend>
        <p className="text-sm text-soft">
          Aucune case cochée : tout le monde. Dans tous les cas, un lien ne se montre qu’à qui peut ouvrir la page où il mène.
        </p>
        <div className="grid gap-3 sm:grid-cols-2">
          {audiences.map((audience) => (
            <TickField key={audience} {...field(audience)} />
          ))}
        </div>
      </fieldset>
      <SubmitButton pending={pending}>Enregistrer le lien</SubmitButton>
    </Form>
  )
}
