import "server-only"
import { parsePhoneNumberFromString } from "libphonenumber-js"
import { withoutMarks } from "@/lib/platform/text/marks"

/**
 * The international form (E.164) in which a number is kept. A number is French unless it begins with + or 00. Null when the number is not
 * possible; an empty text stays "".
 */
export function parsePhone(text: string): string | null {
  const plain = withoutMarks(text)
    .replace(/\p{Pd}/gu, "-")
    .trim()
  if (plain === "") return ""
  const number = parsePhoneNumberFromString(plain.replace(/^00/, "+"), { defaultCountry: "FR", extract: false })
  return number?.isValid() ? number.number : null
}

/** "05 56 00 00 00"; a foreign number as "+34 911 23 45 67"; what cannot be read stays as it is. */
export function formatPhone(phone: string): string {
  const number = parsePhoneNumberFromString(phone, { defaultCountry: "FR", extract: false })
  if (!number?.isValid()) return phone
  return number.countryCallingCode === "33" ? number.formatNational() : number.formatInternational()
}
