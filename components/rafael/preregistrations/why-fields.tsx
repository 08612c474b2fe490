import { SelectField, TextAreaField } from "@/components/ui/field"
import { Options } from "@/components/ui/options"
import { type Reason, reasons } from "@/lib/rafael/codes/rules"

type Props = {
  choices: readonly Reason[]
  errorOf: (name: string) => string | undefined
  keptOf: (name: string) => string | undefined
  /** Who will read it. */
  hint: string
  /** Tells apart the same fields of several forms on one page. */
  suffix?: string
}

/** Why, from a list where nothing is chosen beforehand, and in words when there are some. */
export function WhyFields({ choices, errorOf, keptOf, hint, suffix = "" }: Props) {
  return (
    <>
      <SelectField id={`reason${suffix}`} name="reason" label="Motif" error={errorOf("reason")} defaultValue={keptOf("reason")}>
        <Options of={Object.fromEntries(choices.map((reason) => [reason, reasons[reason]]))} none="À choisir" />
      </SelectField>
      <TextAreaField
        id={`reasonText${suffix}`}
        name="reasonText"
        label="Précisions"
        optional
        rows={2}
        maxLength={500}
        error={errorOf("reasonText")}
        defaultValue={keptOf("reasonText")}
        hint={hint}
      />
    </>
  )
}
