/**
 * What becomes of each thing that names a person when their account is erased. Every column that refers to an account, or
 * holds something personal, has its line: a test compares this table with the database and fails when one is missing.
 *
 * - `delete`: the row goes.
 * - `anonymise`: the row stays, what it says of the person goes.
 * - `close`: the affiliation ends or its request is cancelled, and stays as history of a person without name.
 * - `keep`: an identifier that leads to nobody any more (decisions taken, the journal for its twelve months).
 * - `apart`: it tells of someone without account, or of a structure: it has a clock of its own (docs/rafael.md).
 */
type ErasureRule = "delete" | "anonymise" | "close" | "keep" | "apart"

export const erasureRules = {
  "account.email": "anonymise",
  "account.first_name": "anonymise",
  "account.last_name": "anonymise",
  "account.job_title": "anonymise",
  "account.phone": "anonymise",
  "account.password_hash": "anonymise",
  "account.disabled_reason": "anonymise",
  "account.merged_into": "keep",
  "session.account_id": "delete",
  "session.controlled_by": "keep",
  "session.control_reason": "delete",
  "affiliation.account_id": "close",
  "affiliation.decided_by": "keep",
  "affiliation.reason": "anonymise",
  "token.account_id": "delete",
  "totp.account_id": "delete",
  "recovery_code.account_id": "delete",
  "passkey.account_id": "delete",
  "message.account_id": "anonymise",
  "message.to_email": "anonymise",
  "message.text": "anonymise",
  "notice.account_id": "delete",
  "listing_applicant.account_id": "delete",
  "listing_request.decided_by": "keep",
  "listing_request.message": "anonymise",
  "listing_request.reason": "keep",
  "correction.account_id": "keep",
  "correction.decided_by": "keep",
  "correction.message": "anonymise",
  "correction.proposed": "keep",
  "correction.reason": "keep",
  "referent_change.account_id": "keep",
  "referent_change.decided_by": "keep",
  "referent_change.message": "anonymise",
  "referent_change.proposed": "anonymise",
  "referent_change.reason": "keep",
  "announcement.author_id": "keep",
  "question.asked_by": "keep",
  "question.text": "delete",
  "question.answer": "delete",
  "structure_merge.merged_by": "keep",
  "account_merge.kept_id": "keep",
  "account_merge.absorbed_id": "keep",
  "account_merge.merged_by": "keep",
  "structure_import.created_by": "keep",
  "offer_import.created_by": "keep",
  "manager_nomination.account_id": "keep",
  "manager_nomination.proposed_by": "keep",
  "manager_nomination.proposed_at": "keep",
  "manager_nomination.decided_by": "keep",
  "manager_nomination.reason": "anonymise",
  "contact_message.account_id": "delete",
  "contact_message.email": "delete",
  "contact_message.message": "delete",
  "contact_message.answer": "delete",
  "contact_message.answered_by": "keep",
  "signup.email": "delete",
  "signup.first_name": "delete",
  "signup.last_name": "delete",
  "signup.job_title": "delete",
  "signup.phone": "delete",
  "signup.password_hash": "delete",
  "review.opened_by": "keep",
  "review.closed_by": "keep",
  "review.message": "keep",
  "review_item.answer": "keep",
  "review_item.answered_by": "keep",
  "review_notice.account_id": "delete",
  "kept_file.account_id": "delete",
  "errand_notice.account_id": "delete",
  "errand_question.asked_by": "keep",
  "errand_question.answered_by": "keep",
  "errand_question.text": "delete",
  "errand_question.answer": "delete",
  "absence.account_id": "delete",
  "absence.stand_in_id": "anonymise",
  "affiliation.decided_for": "keep",
  "invitation.email": "apart",
  "invitation.invited_by": "keep",
  "former_values.account_id": "delete",
  "candidate.email": "apart",
  "candidate.first_name": "apart",
  "candidate.last_name": "apart",
  "candidate.phone": "apart",
  "course.contact_email": "apart",
  "course.contact_phone": "apart",
  "preregistration.reason": "apart",
  "preregistration.reason_text": "apart",
  "preregistration.sent_by": "keep",
  "preregistration_step.account_id": "keep",
  "preregistration_notice.account_id": "delete",
  "preregistration_step.reason": "apart",
  "preregistration_step.reason_text": "apart",
  "registration.account_id": "keep",
  "registration.reason": "anonymise",
  "registration_step.account_id": "keep",
  "registration_step.reason": "anonymise",
  "registration_notice.account_id": "delete",
  "event_session.contact_email": "apart",
  "event_session.contact_phone": "apart",
  "presence.recorded_by": "keep",
  "document.issued_by": "keep",
  "calendar_feed.account_id": "delete",
  "campaign_file.uploaded_by": "keep",
  "membership_notice.account_id": "delete",
  "membership.asked_by": "keep",
  "membership.decided_by": "keep",
  "membership.reason": "keep",
  "training_body.email": "apart",
  "training_body.phone": "apart",
  "training_session.contact_email": "apart",
  "training_session.contact_phone": "apart",
  "application.created_by": "keep",
  "application.structures_asked_by": "keep",
  "application.structures_granted_by": "keep",
  // These three by the trigger that tells applications (prisma/migrations, `account_told`): it reads them first.
  "application_person.account_id": "delete",
  "sign_on_grant.account_id": "delete",
  "oidc_row.account_id": "delete",
  "event_delivery.account_id": "keep",
  "journal.actor_id": "keep",
  "journal.real_actor_id": "keep",
  "journal.target_id": "keep",
  "journal.reason": "keep",
} as const satisfies Record<string, ErasureRule>

/** Tables whose rows belong only to the account and are deleted with it. */
export const ownTables = [
  "session",
  "token",
  "totp",
  "recovery_code",
  "passkey",
  "notice",
  "listing_applicant",
  "former_values",
  "review_notice",
  "kept_file",
  "errand_notice",
  "preregistration_notice",
  "registration_notice",
  "membership_notice",
  "calendar_feed",
] as const

/** The moment `count` months before; the last day of the month when that month is too short. */
export function monthsBefore(now: Date, count: number): Date {
  const date = new Date(now)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() - count)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, lastDay))
  return date
}

export type Idle = { lastUsedAt: Date; warnedAt: Date | null }

/**
 * The next step for an account that nobody uses: a warning at 23 months, erasure at 24, and always at least one month between the two,
 * however late the job ran.
 */
export function idleStep({ lastUsedAt, warnedAt }: Idle, now: Date): "nothing" | "warn" | "erase" {
  if (lastUsedAt > monthsBefore(now, 23)) return "nothing"
  if (!warnedAt) return "warn"
  return lastUsedAt <= monthsBefore(now, 24) && warnedAt <= monthsBefore(now, 1) ? "erase" : "nothing"
}
