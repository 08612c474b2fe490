"use client"
import { Search } from "lucide-react"
import Form from "next/form"
import { useEffect, useRef } from "react"
import { Button } from "@/components/ui/button"
import { controlLook } from "@/components/ui/field"
import { useShortcuts } from "@/components/ui/shortcuts"

/** The one search of the administration. Ctrl-K goes to it from anywhere, and so does "/" unless single keys are turned off. */
export function EverythingField({ value = "" }: { value?: string }) {
  const field = useRef<HTMLInputElement>(null)
  useShortcuts({ "/": () => goTo(field.current) })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      goTo(field.current)
    }
    document.addEventListener("keydown", listen)
    return () => document.removeEventListener("keydown", listen)
  }, [])
  return (
    <search aria-label="Toute l’administration">
      <Form action="/admin/recherche" className="flex gap-2">
        <label className="relative min-w-0 flex-1">
          <span className="sr-only">Chercher partout</span>
          <input
            ref={field}
            key={value}
            type="search"
            name="q"
            defaultValue={value}
            maxLength={100}
            aria-keyshortcuts="Control+K /"
            placeholder="Personne, structure, SIRET, page… (Ctrl K)"
            className={controlLook}
          />
        </label>
        <Button type="submit" tone="secondary">
          <Search aria-hidden className="size-5" />
          <span className="sr-only">Lancer la recherche</span>
        </Button>
      </Form>
    </search>
  )
}

function goTo(field: HTMLInputElement | null) {
  field?.focus()
  field?.select()
}
