"use client"
import { clsx } from "clsx"
import { useState } from "react"
import { Button } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { Options } from "@/components/ui/options"
import { TextLink } from "@/components/ui/text-link"
import { useServerForm } from "@/components/ui/use-server-form"
import { at } from "@/lib/access/addresses"
import { de } from "@/lib/platform/text/elision"
import { lookup } from "@/lib/platform/text/lookup"
import { reasons, returnReasons } from "@/lib/rafael/codes/rules"
import { giveBackSeveral, validateSeveral } from "@/lib/rafael/several/actions"

type Row = { id: string; name: string; session: string; body: string; by: string; wrong: string[] }

/** A level 3's morning: all the complete ones in one gesture, the others sorted by what is wrong. */
export function ToValidateForm({ rows, mayAct }: { rows: Row[]; mayAct: boolean }) {
  if (rows.length === 0)
    return (
      <p className="rounded-card border border-dashed border-line-strong px-5 py-8 text-center text-soft">
        Rien n’attend votre validation.
      </p>
    )
  return mayAct ? <Answer rows={rows} /> : <Lines rows={rows} />
}

const names = { reason: "Motif", reasonText: "Précisions", preregistrationIds: "Préinscriptions" }

function Answer({ rows }: { rows: Row[] }) {
  const first = rows[0]?.id ?? ""
  const placeOf = (field: string) => ({
    id: field === "preregistrationIds" ? `choix-${first}` : field,
    label: lookup(names, field) ?? field,
  })
  const validation = useServerForm(validateSeveral, placeOf)
  const giving = useServerForm(giveBackSeveral, placeOf)
  const [isReturning, setIsReturning] = useState(false)
  const { submit, pending, summary } = isReturning ? giving : validation
  return (
    <Form action={submit} className="grid gap-5">
      <ErrorSummary {...summary} />
      <fieldset className="grid gap-3">
        <legend className="sr-only">Préinscriptions à valider</legend>
        <Lines rows={rows} ticked />
      </fieldset>
      <div className={clsx("gap-5 rounded-card border border-line bg-sunken p-5", isReturning ? "grid" : "hidden noscript:grid")}>
        <SelectField name="reason" label="Motif" defaultValue={giving.keptOf("reason", "incomplete")} error={giving.errorOf("reason")}>
          <Options of={Object.fromEntries(returnReasons.map((reason) => [reason, reasons[reason]]))} />
        </SelectField>
        <TextAreaField
          name="reasonText"
          label="Précisions"
          optional
          rows={2}
          maxLength={500}
          defaultValue={giving.keptOf("reasonText")}
          error={giving.errorOf("reasonText")}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" tone="danger" formAction={giving.submit} disabled={pending}>
            Renvoyer la sélection
          </Button>
          <Button type="button" tone="quiet" className="noscript:hidden" onClick={() => setIsReturning(false)}>
            Plutôt valider
          </Button>
        </div>
      </div>
      <div className="flex flex-wrap gap-3">
        {isReturning ? null : (
          <>
            <Button type="submit" disabled={pending}>
              Valider la sélection
            </Button>
            <Button type="button" tone="danger" className="noscript:hidden" onClick={() => setIsReturning(true)}>
              Renvoyer
            </Button>
          </>
        )}
      </div>
    </Form>
  )
}

function Lines({ rows, ticked = false }: { rows: Row[]; ticked?: boolean }) {
  return rows.map(({ id, name, session, body, by, wrong }) => (
    <div key={id} className="grid gap-1">
      {ticked ? (
        <Choice type="checkbox" id={`choix-${id}`} name={`choix-${id}`} value="on" checked={wrong.length === 0} label={name}>
          <About session={session} body={body} by={by} wrong={wrong} />
        </Choice>
      ) : (
        <>
          <p className="font-semibold">{name}</p>
          <About session={session} body={body} by={by} wrong={wrong} />
        </>
      )}
      <TextLink href={at("/rafael/preinscriptions/[id]", { id })}>Ouvrir la préinscription {de(name)}</TextLink>
    </div>
  ))
}

function About({ session, body, by, wrong }: Omit<Row, "id" | "name">) {
  return (
    <>
      {session} · {body}
      <br />
      Préparée par {by}
      {wrong.length > 0 ? (
        <>
          <br />
          <strong className="text-bad">{wrong.join(" ")}</strong>
        </>
      ) : null}
    </>
  )
}
