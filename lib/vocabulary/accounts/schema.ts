/** The fields that say who a person is, for every form that asks. */
import * as z from "zod/mini"
import { line, nameLine, requiredName } from "@/lib/platform/text/fields"
import { isPlausiblePhone, parseEmail, phoneTyped } from "@/lib/vocabulary/accounts/rules"

export const emailField = z.pipe(
  z.string().check(
    z.minLength(1, "Saisissez votre adresse e-mail."),
    z.refine((text) => parseEmail(text) !== null, "Saisissez une adresse e-mail valide, par exemple prenom.nom@structure.fr."),
  ),
  z.transform((text: string) => parseEmail(text) ?? ""),
)

/**
 * Who a person is. Only what a phone number looks like is checked here: `parsePhone`, which reads it, needs tables too heavy for a browser.
 */
export const personFields = {
  /** Empty for someone who has only one name, which is then the last name. */
  firstName: personName(80),
  lastName: z.pipe(personName(80), z.string().check(z.minLength(1, "Saisissez votre nom."))),
  jobTitle: requiredName(120, "Saisissez votre fonction, par exemple « Conseillère en insertion »."),
  phone: z.pipe(
    line(50),
    z.pipe(
      z.transform(phoneTyped),
      z
        .string()
        .check(
          z.refine(
            (text) => text === "" || isPlausiblePhone(text),
            "Saisissez un numéro de téléphone complet, par exemple 05 56 00 00 00 ou +34 911 23 45 67.",
          ),
        ),
    ),
  ),
}

/** A name of a person has a letter, of any script. Empty is "". */
function personName(max: number) {
  return z.pipe(nameLine(max), z.string().check(z.refine((text) => text === "" || /\p{L}/u.test(text), "Écrivez au moins une lettre.")))
}
