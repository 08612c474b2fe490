import * as z from "zod/mini"
import { correctionFields, erasureFields } from "@/lib/rafael/candidacies/schema"

const preregistrationId = z.uuid("Préinscription inconnue.")

/** What a prescriber does for someone who asks it of them, from one of their pre-registrations. */
export const contactOfPerson = z.extend(correctionFields, { preregistrationId })
export type ContactOfPerson = z.infer<typeof contactOfPerson>
export const personErasure = z.extend(erasureFields, { preregistrationId })
