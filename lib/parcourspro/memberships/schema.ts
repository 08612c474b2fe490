import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import * as z from "zod/mini"
import { type MembershipStatus, membershipStatuses } from "@/lib/parcourspro/memberships/rules"
import { addressWith, reading, words } from "@/lib/platform/http/search-params"
import { line, reasonSchema, tick } from "@/lib/platform/text/fields"
import { parseEmail } from "@/lib/vocabulary/accounts/rules"
import { neededNumber } from "@/lib/vocabulary/fields/schema"

const structureId = z.uuid("Choisissez une structure.")
const year = neededNumber(2020, 2199, "Choisissez une année.")

/** What a référent types to ask for the adhesion of their structure. */
export const membershipRequest = z.strictObject({
  structureId,
  /** A year, and the line of its price table: "2027 Moins de 10 salariés". */
  offer: z.pipe(
    line(130).check(z.regex(/^(20|21)\d{2} ./, "Choisissez une année et une cotisation.")),
    z.transform((text: string) => ({ year: Number(text.slice(0, 4)), fee: text.slice(5) })),
  ),
  invoiceContact: line(254).check(
    z.refine((text) => parseEmail(text) !== null, "Saisissez l’adresse e-mail à laquelle envoyer la facture."),
  ),
  charter: tick.check(z.refine((accepted) => accepted, "L’adhésion demande d’accepter la charte : lisez-la, puis cochez.")),
})
export type MembershipRequest = z.infer<typeof membershipRequest>

export const membershipAcceptance = z.strictObject({ structureId, year })
export type MembershipAcceptance = z.infer<typeof membershipAcceptance>
export const membershipRefusal = z.extend(reasonSchema, { structureId, year })
export type MembershipRefusal = z.infer<typeof membershipRefusal>

const parsers = {
  statut: parseAsStringLiteral(Object.keys(membershipStatuses) as MembershipStatus[]).withDefault("asked"),
  annee: parseAsInteger,
  q: words,
  page: parseAsInteger.withDefault(1),
  fait: words,
}
export const readMembershipsAddress = reading(parsers)
export const membershipsAddress = addressWith(parsers)
