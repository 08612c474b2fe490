import "server-only"
import { formatName } from "@/lib/accounts/rules"
import type { Listing } from "@/lib/listings/schema"
import { db } from "@/lib/platform/db"
import { hashSecret } from "@/lib/platform/secrets"

/** What the page of a verification link says before anyone clicks: whose sign-up it is, and that reading changed nothing. */
export async function signupOfLink(token: string, now: Date) {
  const signup = await db.signup.findUnique({
    where: { tokenHash: hashSecret(token) },
    select: {
      usedAt: true,
      expiresAt: true,
      firstName: true,
      lastName: true,
      listing: true,
      structure: { select: { raisonSociale: true } },
    },
  })
  if (!signup) return { state: "unknown" } as const
  if (signup.usedAt) return { state: "used" } as const
  if (signup.expiresAt <= now) return { state: "expired" } as const
  const listing = signup.listing as Listing | null
  const structureName = signup.structure?.raisonSociale ?? listing?.raisonSociale ?? ""
  return { state: "ready", name: formatName(signup), structureName } as const
}
