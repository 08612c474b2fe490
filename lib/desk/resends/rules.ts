import { ok, type Result, refuse } from "@/lib/platform/result"

/** Messages whose link was used up when they left: a new link is made instead. */
const renewed = new Set(["reset-password", "verify-address", "first-manager"])
/** Messages whose link only makes sense with what happened at that moment: the owner must ask again, or the next news brings another one. */
const personal = new Set([
  "address-confirm",
  "address-asked",
  "address-stopped",
  "address-corrected",
  "candidate-informed",
  "candidate-news",
  "invitation",
])

type Message = { template: string; status: "queued" | "sent" | "failed" | "kept" | "abandoned"; toEmail: string }

/** How to send a message again: "retry" sends the same one, "renew" makes a new link, "copy" sends a copy. */
export function wayToResend({ template, status, toEmail }: Message): Result<"retry" | "renew" | "copy", "forgotten" | "personal-link"> {
  if (toEmail === "") return refuse("forgotten")
  if (status === "queued" || status === "failed") return ok("retry")
  if (personal.has(template)) return refuse("personal-link")
  // An abandoned message was given up after a day, so its link is too old as well.
  if (renewed.has(template)) return ok("renew")
  return ok(status === "abandoned" ? "retry" : "copy")
}
