/** Fields that forms of several areas share. */
import * as z from "zod/mini"
import { isDay, line } from "@/lib/platform/text/fields"
import { isKeyOf } from "@/lib/platform/text/lookup"
import { parseEmail, phoneTyped } from "@/lib/vocabulary/accounts/rules"
import { parsePostcode } from "@/lib/vocabulary/structures/rules"

/** An e-mail address; "" when there is none. */
export const optionalEmail = z.pipe(
  line(254).check(
    z.refine((text) => text === "" || parseEmail(text) !== null, "Saisissez une adresse e-mail valide, par exemple contact@structure.fr."),
  ),
  z.transform((text: string) => parseEmail(text) ?? ""),
)

/** A phone number, whose form alone is checked; "" when there is none. */
export const optionalPhone = z.pipe(
  line(50),
  z.pipe(
    z.transform(phoneTyped),
    z.string().check(z.regex(/^$|^\+?[0-9(][0-9 .()-]{5,24}$/, "Saisissez un numéro de téléphone, par exemple 05 56 00 00 00.")),
  ),
)

/** The five digits of a postcode as people write it; "" when there is none. */
export const optionalPostcode = z.pipe(
  line(30).check(z.refine((text) => text === "" || parsePostcode(text) !== null, "Saisissez un code postal à 5 chiffres.")),
  z.transform((text: string) => parsePostcode(text) ?? ""),
)

/** A whole number from `least` to `most`; null when there is none. */
export function wholeNumber(least: number, most: number) {
  const isSound = (text: string) => text === "" || (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most)
  return z.pipe(
    line(12).check(z.refine(isSound, `Saisissez un nombre entier, de ${least} à ${most}.`)),
    z.transform((text: string) => (text === "" ? null : Number(text))),
  )
}

/** A whole number from `least` to `most`; `missing` is the message for anything else. */
export function neededNumber(least: number, most: number, missing: string) {
  return z.pipe(
    line(12).check(z.refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, missing)),
    z.transform(Number),
  )
}

/** A day, as "2027-01-15". `missing`: the message for anything else. */
export function dayField(missing: string) {
  return z.string().check(z.refine(isDay, missing))
}

/** A day; null when there is none, or when the form has no such field. */
export const optionalDay = z.pipe(
  z._default(z.string(), ""),
  z.pipe(
    z.string().check(z.refine((text) => text === "" || isDay(text), "Saisissez une date qui existe.")),
    z.transform((text: string) => (text === "" ? null : text)),
  ),
)

/** What was typed one a line, without the empty ones. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((typed) => typed.trim())
    .filter(Boolean)
}

/** The parts of a line, which semicolons separate. */
export function partsOf(typed: string): string[] {
  return typed.split(";").map((part) => part.trim())
}

/** One of the keys of a table of codes; null when nothing is chosen. */
export function optionalCode<Code extends string>(table: Record<Code, string>, wrong: string) {
  return z.pipe(
    z.string().check(z.refine((code) => code === "" || isKeyOf(table, code), wrong)),
    z.transform((code: string) => (isKeyOf(table, code) ? code : null)),
  )
}

/** One of the keys of a table of codes. */
export function oneOf<Code extends string>(table: Record<Code, string>) {
  return z.enum(Object.keys(table) as [Code, ...Code[]], "Choisissez une des réponses proposées.")
}

/** A number typed with a comma or a point, times `scale`; `wrong`: the message for anything else. */
export function decimal(scale: number, most: number, wrong: string) {
  const isSound = (text: string) => {
    const value = Number(text.replace(",", ".").replace(/\s/g, ""))
    return /^\d{1,6}([.,]\d{1,2})?$/.test(text.replace(/\s/g, "")) && value * scale <= most
  }
  return z.pipe(
    line(12).check(z.refine(isSound, wrong)),
    z.transform((text: string) => Math.round(Number(text.replace(",", ".").replace(/\s/g, "")) * scale)),
  )
}
