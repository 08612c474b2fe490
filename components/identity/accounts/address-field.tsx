"use client"
import { SuggestingField } from "@/components/ui/suggesting-field"
import type { FieldOf } from "@/components/ui/use-action-form"
import { meantAddress } from "@/lib/platform/text/mail-domains"

type Props = {
  field: FieldOf
  fill: (name: string, value: string) => void
  /** "off" for the address of someone else. */
  autoComplete?: "email" | "off"
  hint?: string
}

/** The field `email`, an address that will receive a link: one whose domain is nearly a well-known one is questioned. */
export function AddressField({ field, fill, autoComplete = "email", ...more }: Props) {
  return (
    <SuggestingField
      {...field("email")}
      {...more}
      type="email"
      inputMode="email"
      autoComplete={autoComplete}
      suggest={meantAddress}
      correct={(address) => fill("email", address)}
    />
  )
}
