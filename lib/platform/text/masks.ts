/** What is taken out of texts that others than their owners read: the log, traces. Runs without loader: no import of ours. */

/** Without e-mail addresses, secrets of links, nor the values that PostgreSQL quotes in its sentences. */
export function withoutPeople(text: string) {
  return withoutSecrets(text)
    .replace(/[^\s"'<>()=:,;/]+@[a-z0-9.-]+/gi, "[masqué]")
    .replace(/(syntax for type [\w ]+: |\)=\()("[^"]*"|[^)]*)/g, "$1[masqué]")
}

/** Without the secrets of links, which are the only words that long. */
export function withoutSecrets(text: string) {
  return text.replace(/(?<![\w-])[\w-]{40,}(?![\w-])/g, "[masqué]")
}
