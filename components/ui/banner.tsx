import { clsx } from "clsx"
import { CircleAlert, CircleCheck, Clock, Info } from "lucide-react"
import type { ReactNode } from "react"
import { Arrival } from "@/components/ui/arrival"
import { UntilRefused } from "@/components/ui/until-refused"

const tones = {
  good: { look: "border-good bg-good-tint", icon: CircleCheck, ink: "text-good" },
  wait: { look: "border-wait bg-wait-tint", icon: Clock, ink: "text-wait" },
  bad: { look: "border-bad bg-bad-tint", icon: CircleAlert, ink: "text-bad" },
  info: { look: "border-brand bg-brand-tint", icon: Info, ink: "text-brand" },
}

/** What just happened, or what to know first; it stays near the title. `role="status"` is for the outcome of an action. */
export function Banner({ tone = "info", role, children }: { tone?: keyof typeof tones; role?: "status" | "alert"; children: ReactNode }) {
  const { look, icon: Icon, ink } = tones[tone]
  const Box = role === "status" ? Arrival : "div"
  return (
    <Box role={role} className={clsx("flex gap-3 rounded-control border-l-4 px-4 py-3", look)}>
      <Icon aria-hidden className={clsx("mt-0.5 size-5 shrink-0", ink)} />
      <div className="grid min-w-0 gap-1">{children}</div>
    </Box>
  )
}

/** What an action did, near the title of the page it leads to; nothing without children. */
export function Outcome({ children }: { children: ReactNode }) {
  if (!children) return null
  return (
    <UntilRefused drawn={Date.now()}>
      <Banner tone="good" role="status">
        <p>{children}</p>
      </Banner>
    </UntilRefused>
  )
}
