"use client"
import { Menu as MenuIcon, X } from "lucide-react"
import { usePathname } from "next/navigation"
import { type ReactNode, useEffect, useRef } from "react"
import { buttonLook } from "@/components/ui/button"

const id = "menu"

/**
 * What a narrow screen hides behind a button and a wide one shows in place. A popover: the browser itself opens and closes it, without
 * JavaScript too; an older browser shows it open.
 */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  const sheet = useRef<HTMLDivElement>(null)
  const pathname = usePathname()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is what closes it.
  useEffect(() => {
    if (sheet.current?.matches(":popover-open")) sheet.current.hidePopover()
  }, [pathname])
  return (
    <>
      <button type="button" popoverTarget={id} className={buttonLook({ tone: "secondary", size: "narrow", className: "lg:hidden" })}>
        <MenuIcon aria-hidden className="size-5" />
        {label}
      </button>
      <div
        ref={sheet}
        id={id}
        popover="auto"
        className="inset-x-0 top-0 bottom-auto m-0 max-h-dvh w-full max-w-none overflow-y-auto border-b border-line bg-surface px-4 pt-1.5 pb-4 text-ink shadow-float lg:contents"
      >
        <div className="flex justify-end lg:hidden">
          <button type="button" popoverTarget={id} popoverTargetAction="hide" className={buttonLook({ tone: "secondary", size: "narrow" })}>
            <X aria-hidden className="size-5" />
            Fermer
          </button>
        </div>
        {children}
      </div>
    </>
  )
}
