/** The names by which applications know people. */
import { createHmac } from "node:crypto"

/**
 * How an application, and its declared siblings, know a person: the same at each entry, and not how any other application knows them.
 * `sector`: drawn when the application is declared, so that it outlives every secret of the portal.
 */
export function subjectFor(sector: string, accountId: string) {
  return createHmac("sha256", sector).update(accountId).digest("base64url")
}
