import type { Need } from "@/lib/profils/rules"

type StructureRef = { structureName: string; siret: string }

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
    reminder: boolean
  }
  "request-received": StructureRef & { firstName: string; decidedByManagers: boolean }
  "request-accepted": StructureRef & { firstName: string; by: string; profils: string[]; becomesReferent: boolean }
  "request-refused": StructureRef & { firstName: string; by: string; reason: string }
  "listing-to-decide": StructureRef & { applicant: string; listingRequestId: string }
  "listing-received": StructureRef & { firstName: string }
  "listing-refused": StructureRef & { firstName: string; by: string; reason: string }
}

export type TemplateName = keyof Catalogue
