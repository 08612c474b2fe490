const address = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/

/**
 * The one form under which an address is stored and compared, or null when it cannot be one. Look-alikes (full-width
 * letters, zero-width or bidirectional marks) are refused rather than repaired: two people must never read as one.
 */
export function parseEmail(text: string): string | null {
  const email = text.trim().normalize("NFKC").toLowerCase()
  if (/[^\x21-\x7e]/.test(text.trim()) || /[\r\n]/.test(text)) return null
  if (email.length > 254 || email.includes("..") || !address.test(email)) return null
  return email
}

/** "Prénom NOM", as everywhere on screen and in mails. */
export function formatName(person: { firstName: string; lastName: string }) {
  return `${person.firstName} ${person.lastName.toLocaleUpperCase("fr")}`
}
