"use client"
import type { ComponentProps } from "react"
import { SuggestingField } from "@/components/ui/suggesting-field"
import { meantAddress } from "@/lib/platform/text/mail-domains"

/** An address that will receive a link: one whose domain is nearly a well-known one is questioned. */
export function AddressField(field: Omit<ComponentProps<typeof SuggestingField>, "suggest">) {
  return <SuggestingField {...field} type="email" inputMode="email" suggest={meantAddress} />
}
