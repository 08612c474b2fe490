import { clsx } from "clsx"
import Link from "next/link"
import type { ComponentProps } from "react"

const tones = { brand: "text-brand", ink: "", soft: "text-soft" }

type Props = ComponentProps<typeof Link> & { tone?: keyof typeof tones; strong?: boolean }

const look = "inline-flex min-h-11 items-center underline underline-offset-4"

/** A link on a line of its own, high enough for a thumb. */
export function TextLink({ tone = "brand", strong = false, className, ...link }: Props) {
  return <Link data-line className={clsx(look, tones[tone], strong && "font-semibold", className)} {...link} />
}

/** The same, to what is no page: a feed, a calendar. Nothing asks for it ahead, as Next does for pages. */
export function FeedLink({ href, type, children }: { href: string; type: string; children: string }) {
  return (
    <a href={href} type={type} rel="alternate" className={clsx(look, tones.brand)}>
      {children}
    </a>
  )
}
