"use client"
import { Button } from "@/components/ui/button"

/** Prints the page; without JavaScript the browser's own menu does. */
export function PrintButton() {
  return (
    <Button type="button" tone="secondary" className="noscript:hidden print:hidden" onClick={() => window.print()}>
      Imprimer
    </Button>
  )
}
