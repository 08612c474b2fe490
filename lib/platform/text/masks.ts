/**
 * Masks for texts that people other than their owners read: the log, traces. This file runs without loader, so it imports no file of the
 * portal.
 */

/** The text without e-mail addresses, without secrets of links, and without the values that PostgreSQL quotes in its sentences. */
export function withoutPeople(text: string) {
  return withoutSecrets(text)
    .replace(/[^\s"'<>()=:,;/]+@[a-z0-9.-]+/gi, "[masqué]")
    .replace(/(syntax for type [\w ]+: |\)=\()("[^"]*"|[^)]*)/g, "$1[masqué]")
}

/** The text without the secrets of links, which are the only words as long as that. */
export function withoutSecrets(text: string) {
  return text.replace(/(?<![\w-])[\w-]{40,}(?![\w-])/g, "[masqué]")
}
