"use client"
import { useEffect, useRef } from "react"
import { Banner } from "@/components/ui/banner"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { Table } from "@/components/ui/table"
import { useServerForm } from "@/components/ui/use-server-form"
import { send } from "@/lib/membership/invitation-lists/actions"
import type { Preview } from "@/lib/membership/invitation-lists/schema"
import { counted } from "@/lib/platform/text/counts"

type Line = Preview["lines"][number]

const verdicts: Record<Line["verdict"], string> = {
  new: "Sera invité·e",
  asked: "A déjà demandé : sa demande sera validée avec ces droits",
  here: "Déjà rattaché·e : rien ne change",
  invited: "Déjà invité·e : rien ne change",
  declined: "A refusé il y a moins de deux jours : rien ne part",
}

const whys: Record<Preview["unsound"][number]["why"], string> = {
  address: "ce n’est pas une adresse e-mail",
  profil: "ce n’est ni une adresse ni un profil",
  "two-profils": "deux profils Rafael sur une ligne",
  "profil-not-open": "ce profil n’est pas ouvert à cette structure",
}

/** So many lines are shown at once; the rest is folded. */
const fewLines = 30

/** What each line will do, then the button that does it. `values`: the fields that were judged, sent as they were. */
export function InvitationPreview({ preview, values }: { preview: Preview; values: Record<string, string> }) {
  const result = useRef<HTMLElement>(null)
  // What was asked for is read first, by those who hear it too.
  useEffect(() => {
    if (preview) result.current?.focus()
  }, [preview])
  const { profils, lines, unsound, moreUnsound, twice, waiting, overflow } = preview
  const { submit, pending, summary } = useServerForm(send, () => ({ id: "addresses", label: "Adresses e-mail" }))
  const count = (verdict: Line["verdict"]) => lines.filter((line) => line.verdict === verdict).length
  const invited = count("new")
  const asked = count("asked")
  const rest = lines.length - invited - asked
  const illegible = unsound.length + moreUnsound
  return (
    <section ref={result} tabIndex={-1} aria-labelledby="apercu" className="grid gap-4 outline-none">
      <h2 id="apercu" className="text-xl font-semibold">
        Aperçu
      </h2>
      <ul className="grid gap-1" data-apercu>
        <li>
          <strong>{counted(invited, "personne")}</strong> {invited > 1 ? "seront invitées" : "sera invitée"} par e-mail, pour quatorze
          jours.
        </li>
        {asked > 0 ? (
          <li>
            <strong>{counted(asked, "demande")}</strong> en attente {asked > 1 ? "seront validées" : "sera validée"}.
          </li>
        ) : null}
        {rest > 0 ? (
          <li>
            <strong>{counted(rest, "personne")}</strong> pour qui rien ne change.
          </li>
        ) : null}
        {twice > 0 ? (
          <li>
            <strong>{counted(twice, "adresse")}</strong> {twice > 1 ? "viennent" : "vient"} plus d’une fois : une seule invitation part.
          </li>
        ) : null}
      </ul>
      {unsound.length > 0 ? (
        <Banner tone="bad">
          <p className="font-semibold">
            {counted(illegible, "adresse")} {illegible > 1 ? "ne se lisent" : "ne se lit"} pas : rien ne partira pour{" "}
            {illegible > 1 ? "elles" : "elle"}.
          </p>
          <ul className="grid gap-1">
            {unsound.map(({ line, text, why }, index) => (
              <li key={`${line}-${index.toString()}`} className="wrap-anywhere">
                Ligne {line} : « {text} », {whys[why]}.
              </li>
            ))}
            {moreUnsound > 0 ? <li>Et {counted(moreUnsound, "autre")}.</li> : null}
          </ul>
        </Banner>
      ) : null}
      {overflow > 0 ? (
        <Banner tone="bad">
          <p>
            500 invitations au plus peuvent attendre dans une structure{waiting > 0 ? ` ; déjà en attente : ${waiting}` : ""} : retirez{" "}
            {counted(overflow, "adresse")} de la liste.
          </p>
        </Banner>
      ) : null}
      {lines.length > fewLines ? (
        <details>
          <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand">
            Voir les {lines.length.toLocaleString("fr-FR")} lignes
          </summary>
          <Lines lines={lines} profils={profils} />
        </details>
      ) : (
        <Lines lines={lines} profils={profils} />
      )}
      {overflow === 0 && invited + asked > 0 ? (
        <Form action={submit} className="grid gap-3">
          <ErrorSummary {...summary} />
          {Object.entries(values).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <SubmitButton pending={pending}>Envoyer</SubmitButton>
        </Form>
      ) : null}
    </section>
  )
}

function Lines({ lines, profils }: { lines: Line[]; profils: string[] }) {
  return (
    <Table
      caption="Ce que fera chaque ligne"
      rows={lines}
      keyOf={({ email }) => email}
      empty="Aucune adresse ne se lit dans cette liste."
      columns={[
        { header: "Adresse", place: "name", cell: ({ email }) => <span className="font-semibold wrap-anywhere">{email}</span> },
        { header: "Droits", place: "whole", cell: (line) => profils[line.profils] },
        { header: "Ce qui se passera", place: "whole", cell: ({ verdict }) => verdicts[verdict] },
      ]}
    />
  )
}
