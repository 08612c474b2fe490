import type { Need } from "@/lib/vocabulary/profils/rules"

/** What changed in what lets into an account. */
export type FactorChange =
  | "totp-added"
  | "totp-removed"
  | "passkey-added"
  | "passkey-removed"
  | "recovery-used"
  | "recovery-renewed"
  | "factors-reset"

type StructureRef = { structureName: string; siret: string }

/** To someone, about what another person did. */
type ByManager = { firstName: string; by: string }

/** A line of a mail about several requests; `since` is an ISO instant. */
export type WaitingLine = StructureRef & { affiliationId: string; applicant: string; jobTitle: string | null; since: string }

/** Every message and what it needs to know. What is here is stored: no more than the template says. */
export type Catalogue = {
  "verify-address": { firstName: string; structureName: string; token: string }
  "account-exists": Record<string, never>
  "request-to-decide": StructureRef & {
    affiliationId: string
    applicant: string
    jobTitle: string | null
    need: Need | null
    /** No référent answers for the structure: the managers do. */
    toManagers: boolean
    /** Nobody is attached to the structure yet. */
    isFirst?: boolean
    reminder: boolean
  }
  "request-received": StructureRef & { firstName: string; decidedByManagers: boolean }
  "request-accepted": StructureRef & { firstName: string; by: string; profils: string[]; becomesReferent: boolean }
  "request-refused": StructureRef & { firstName: string; by: string; reason: string }
  /** Several requests in one mail: new ones, or a reminder of those that wait. */
  "requests-waiting": { requests: WaitingLine[]; more: number; reminder: boolean }
  "requests-for-managers": { requests: WaitingLine[]; more: number; why: "no-referent" | "no-answer" }
  "request-handed-over": StructureRef & { firstName: string; days: number }
  "request-still-waiting": StructureRef & { firstName: string; since: string; decidedByManagers: boolean }
  "request-expired": StructureRef & { firstName: string; since: string }
  "profils-changed": StructureRef & { firstName: string; by: string; before: string[]; after: string[] }
  detached: StructureRef & { firstName: string; by: string; reason: string }
  "person-left": StructureRef & { structureId: string; person: string; message: string; isLeaving: boolean }
  left: StructureRef & { firstName: string }
  "correction-to-decide": StructureRef & { by: string; fields: string[] }
  "referent-change-to-decide": StructureRef & { by: string; proposed: string | null; isLeaving: boolean }
  "listing-to-decide": StructureRef & { applicant: string; listingRequestId: string }
  "listing-received": StructureRef & { firstName: string }
  "listing-refused": StructureRef & { firstName: string; by: string; reason: string }
  "reset-password": { firstName: string; token: string }
  "password-changed": { firstName: string }
  "account-disabled": { firstName: string }
  "account-suspended": ByManager & { reason: string }
  "account-restored": ByManager
  "sessions-ended": ByManager
  /** `at`: ISO instant. */
  "control-taken": ByManager & { reason: string; at: string }
  "accounts-merged": ByManager & { keptEmail: string; closedEmail: string }
  "manager-appointed": ByManager
  "manager-removed": ByManager & { reason: string }
  "nomination-to-confirm": { accountId: string; person: string; by: string; reason: string }
  "first-manager": { firstName: string; token: string }
  "referent-appointed": StructureRef & ByManager & { structureId: string }
  "referent-removed": StructureRef & ByManager & { reason: string }
  "referent-change-answered": StructureRef & ByManager & { isAccepted: boolean; reason: string }
  "correction-answered": StructureRef & ByManager & { structureId: string; fields: string[]; isAccepted: boolean; reason: string }
  "structure-closed": StructureRef & ByManager & { reason: string; successor: string | null }
  "structure-merged": StructureRef & ByManager & { from: string; profils: string[]; isUndone: boolean }
  "question-asked": StructureRef & ByManager & { question: string }
  "question-answered": StructureRef & { affiliationId: string; applicant: string; question: string; answer: string }
  "contact-to-answer": { name: string; email: string; subject: string; page: string; structure: string; message: string }
  /** Empty words: a receipt for someone who was not signed in. */
  "contact-received": { subject: string; message: string }
  "contact-answered": { name: string; subject: string; message: string; answer: string; by: string }
  "address-confirm": { firstName: string; token: string }
  "address-asked": { firstName: string; newEmail: string; token: string }
  "address-stopped": { firstName: string; token: string }
  "address-taken": Record<string, never>
  "address-changed": { firstName: string; newEmail: string }
  "factor-changed": { firstName: string; change: FactorChange }
  /** `erasedOn`: ISO date. */
  "account-unused": { firstName: string; erasedOn: string }
  "account-erased": { firstName: string }
}

export type TemplateName = keyof Catalogue
