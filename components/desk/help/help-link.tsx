"use client"
import { CircleHelp } from "lucide-react"
import { usePathname } from "next/navigation"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { answerFor, placeOf } from "@/lib/desk/help/rules"

type Props = {
  /** "sign": the answer that explains this page, nothing where there is none; "text": the whole of Aide. */
  look: "sign" | "text"
  children: string
}

/** The way from a page to its answer; it remembers where the person was, for the message they may write. */
export function HelpLink({ look, children }: Props) {
  const pathname = usePathname()
  const slug = look === "sign" ? answerFor(pathname) : null
  if (look === "sign" && !slug) return null
  const depuis = pathname.startsWith("/aide") ? null : placeOf(pathname)
  return (
    <TextLink
      href={slug ? at("/aide/[slug]", { slug, depuis }) : at("/aide", { depuis })}
      prefetch={false}
      tone="soft"
      className="min-w-6 gap-1.5 text-sm"
    >
      {look === "sign" ? <CircleHelp aria-hidden className="size-5 shrink-0 text-accent" /> : null}
      <span className={look === "sign" ? "max-sm:sr-only" : undefined}>{children}</span>
    </TextLink>
  )
}
