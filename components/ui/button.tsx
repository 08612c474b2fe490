import { cva, type VariantProps } from "class-variance-authority"
import Link from "next/link"
import type { ComponentProps, ReactNode } from "react"

/** At least 44 px high: a thumb must hit it. */
export const buttonLook = cva(
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-control font-semibold transition-colors forced-colors:border disabled:cursor-progress disabled:opacity-60",
  {
    variants: {
      /** `compact`, in a list: as high as a thumb needs where there is one, and less with a mouse; `narrow`: less wide on a telephone; `bar`: in the bar that stays under a list. */
      size: {
        usual: "px-4 text-base",
        compact: "px-2.5 text-sm pointer-fine:min-h-7",
        narrow: "px-1.5 text-sm sm:px-4 sm:text-base",
        bar: "px-2.5 text-sm pointer-fine:min-h-8",
      },
      tone: {
        primary: "bg-brand text-on hover:bg-brand-deep",
        secondary: "border border-line-strong bg-surface text-ink hover:bg-sunken",
        danger: "border border-bad bg-surface text-bad hover:bg-bad-tint",
        quiet: "text-brand underline underline-offset-4 hover:text-brand-deep",
      },
    },
    defaultVariants: { tone: "primary", size: "usual" },
  },
)
type Look = VariantProps<typeof buttonLook>

export function Button({ tone, size, className, ...props }: ComponentProps<"button"> & Look) {
  return <button className={buttonLook({ tone, size, className })} {...props} />
}

export function LinkButton({ tone, size, className, ...props }: ComponentProps<typeof Link> & Look) {
  return <Link className={buttonLook({ tone, size, className })} {...props} />
}

/** A file to take away. The browser asks for it itself: Next would fetch it ahead, as it does pages. */
export function DownloadLink({ href, describedBy, children }: { href: string; describedBy?: string; children: ReactNode }) {
  return (
    <a href={href} download aria-describedby={describedBy} className={buttonLook({ tone: "secondary" })}>
      {children}
    </a>
  )
}

type SubmitProps = { pending: boolean; waiting?: string; children: ReactNode }

/** The button that sends a form: on its own line, clicked once, and it shows that the form is being sent. */
export function SubmitButton({ pending, waiting = "Un instant…", children }: SubmitProps) {
  return (
    <div>
      <Button type="submit" disabled={pending}>
        {pending ? waiting : children}
      </Button>
    </div>
  )
}
