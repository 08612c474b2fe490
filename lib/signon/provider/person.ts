/** A person as applications may read them, at this very moment. */
import type { AdapterPayload } from "oidc-provider"
import type { Person } from "../claims/rules.ts"
import { ask } from "./database.ts"
import { once } from "./visitor.ts"

/** The active affiliations of an account `a`, as one column. Adhering is said of the year under way. */
const memberships = `coalesce((
  SELECT json_agg(json_build_object(
           'affiliationId', f.id, 'siret', s.siret, 'raisonSociale', s.raison_sociale, 'sigle', s.sigle, 'types', s.types,
           'isAdherent', EXISTS (SELECT FROM membership m WHERE m.structure_id = s.id AND m.status = 'accepted'
                                    AND m.year = extract(year FROM now() AT TIME ZONE 'Europe/Paris')),
           'isReferent', f.is_referent, 'rafaelProfil', f.rafael_profil, 'isEmployeur', f.is_employeur, 'isPrestataire', f.is_prestataire)
         ORDER BY f.id)
    FROM affiliation f JOIN structure s ON s.id = f.structure_id
   WHERE f.account_id = a.id AND f.status = 'active'), '[]') AS memberships`
const named = `a.id AS "accountId", a.first_name AS "firstName", a.last_name AS "lastName", a.email, a.phone, ${memberships}`

/** Someone whose account is open, as a question whose rows are of that shape. `id`: what names the account there. */
export const personBy = (id: string) =>
  `SELECT ${named} FROM account a WHERE a.id = ${id} AND a.disabled_at IS NULL AND a.erased_at IS NULL AND a.merged_into IS NULL`

export function personOf(accountId: string): Promise<Person | null> {
  return once(`Person ${accountId}`, async () => (await ask<Person>("person", personBy("$1"), [accountId]))[0] ?? null)
}

/** `grant`: what the library keeps of the entry. */
export type Entered = Person & { applicationId: string; affiliationId: string | null; portalSid: string; grant: AdapterPayload }

/** Whoever entered an application by this grant, while the grant, the account and the session that opened it last. */
export function enteredBy(grantId: string): Promise<Entered | null> {
  return once(`Grant ${grantId}`, async () => (await ask<Entered>("entered", entered("$1"), [grantId]))[0] ?? null)
}

/** The same as a question whose rows are of that shape. `id`: what names the grant there. */
export const entered = (id: string) => `
  SELECT g.application_id AS "applicationId", g.affiliation_id AS "affiliationId", g.portal_sid AS "portalSid", q.payload AS grant, ${named}
    FROM sign_on_grant g JOIN oidc_row q ON q.model = 'Grant' AND q.id = g.grant_id JOIN account a ON a.id = g.account_id JOIN session p ON p.id = g.portal_sid
   WHERE g.grant_id = ${id} AND a.disabled_at IS NULL AND a.erased_at IS NULL AND p.revoked_at IS NULL AND p.expires_at > now()`

/** Notes that someone entered again by an entry made earlier, without being asked anything. */
export async function noteEntry(accountId: string, applicationId: string, affiliationId: string | null) {
  await ask(
    "note_entry",
    `UPDATE application_person SET last_at = now()
      WHERE account_id = $1 AND application_id = $2 AND affiliation_id IS NOT DISTINCT FROM $3 AND last_at < now() - interval '1 minute'`,
    [accountId, applicationId, affiliationId],
  )
}

/** Someone who uses an application uses the portal: their session does not fall asleep meanwhile. Precise to the minute. */
export async function touchSession(sid: string) {
  await ask("touch", "UPDATE session SET last_seen_at = now() WHERE id = $1 AND last_seen_at < now() - interval '1 minute'", [sid])
}
