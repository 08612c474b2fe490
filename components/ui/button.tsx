import { cva, type VariantProps } from "class-variance-authority"
import Link from "next/link"
import type { ComponentProps, ReactNode } from "react"

/** At least 44 px high: a thumb must hit it. */
export const buttonLook = cva(
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-control px-4 text-base font-semibold transition-colors forced-colors:border disabled:cursor-progress disabled:opacity-60",
  {
    variants: {
      tone: {
        primary: "bg-brand text-on hover:bg-brand-deep",
        secondary: "border border-line-strong bg-surface text-ink hover:bg-sunken",
        danger: "border border-bad bg-surface text-bad hover:bg-bad-tint",
        quiet: "text-brand underline underline-offset-4 hover:text-brand-deep",
      },
    },
    defaultVariants: { tone: "primary" },
  },
)
type Tone = VariantProps<typeof buttonLook>

export function Button({ tone, className, ...props }: ComponentProps<"button"> & Tone) {
  return <button className={buttonLook({ tone, className })} {...props} />
}

export function LinkButton({ tone, className, ...props }: ComponentProps<typeof Link> & Tone) {
  return <Link className={buttonLook({ tone, className })} {...props} />
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
