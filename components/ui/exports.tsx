import type { ReactNode } from "react"
import { TextLink } from "@/components/ui/text-link"

/** The links of exports, beside the page where one that lasted, and was left, is found again. */
export function Exports({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <TextLink href="/mes-fichiers" className="text-sm">
        Mes fichiers
      </TextLink>
      {children}
    </div>
  )
}
