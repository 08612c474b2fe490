"use client"
import { type ComponentProps, useState } from "react"
import { Button } from "@/components/ui/button"
import { TextField } from "@/components/ui/field"
import { meantAddress } from "@/lib/platform/text/mail-domains"

type Props = Omit<ComponentProps<typeof TextField>, "onBlur"> & {
  onBlur: (event: React.FocusEvent<HTMLInputElement>) => unknown
  /** Writes into the field. */
  correct: (address: string) => void
}

/** An address that will receive a link: one whose domain is nearly a well-known one is questioned once left, and taken as typed if left so. */
export function AddressField({ correct, onBlur, ...field }: Props) {
  const [meant, setMeant] = useState<string | null>(null)
  return (
    <div className="grid gap-1.5">
      <TextField
        {...field}
        type="email"
        inputMode="email"
        onBlur={(event) => {
          setMeant(meantAddress(event.target.value))
          return onBlur(event)
        }}
      />
      <div aria-live="polite">
        {meant ? (
          <p className="flex flex-wrap items-center gap-x-2 rounded-control bg-wait-tint px-3 text-wait">
            Vouliez-vous dire <strong className="wrap-anywhere">{meant}</strong> ?
            <Button
              type="button"
              tone="quiet"
              size="compact"
              onClick={() => {
                correct(meant)
                setMeant(null)
              }}
            >
              Corriger
            </Button>
          </p>
        ) : null}
      </div>
    </div>
  )
}
