import "server-only"
import { keptListingShape } from "@/lib/membership/listings/schema"
import { db } from "@/lib/platform/db/client"
import { hashSecret } from "@/lib/platform/secrets/secrets"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/** What the page of a verification link says before anyone clicks: whose sign-up it is. Reading it changes nothing. */
export async function signupOfLink(token: string, now: Date) {
  const signup = await db.signup.findUnique({
    where: { tokenHash: hashSecret(token) },
    select: {
      id: true,
      email: true,
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
  const listing = signup.listing === null ? null : keptListingShape.parse(signup.listing)
  const structureName = signup.structure?.raisonSociale ?? listing?.raisonSociale ?? ""
  return { state: "ready", id: signup.id, email: signup.email, name: formatName(signup), structureName } as const
}
