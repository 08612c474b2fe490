import { clsx } from "clsx"
import Link from "next/link"
import type { ComponentProps } from "react"

const tones = { brand: "text-brand", ink: "", soft: "text-soft" }

type Props = ComponentProps<typeof Link> & { tone?: keyof typeof tones; strong?: boolean }

/** A link on a line of its own, high enough for a thumb. */
export function TextLink({ tone = "brand", strong = false, className, ...link }: Props) {
  return (
    <Link
      className={clsx("inline-flex min-h-11 items-center underline underline-offset-4", tones[tone], strong && "font-semibold", className)}
      {...link}
    />
  )
}
