/** Writes XML, element after element. */

type Attributes = Record<string, string | undefined>

/** What no XML may hold is left out: one such character would make the whole offer unreadable. */
export function escaped(text: string) {
  return text
    .replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
}

/** One element, around what is written already. An attribute that is undefined is left out. */
export function tag(name: string, content: string, attributes: Attributes = {}) {
  const said = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escaped(value)}"`]))
  return `<${name}${said.join("")}>${content}</${name}>\n`
}

/** An element that holds a text, cut to `most` characters; nothing for an empty one. */
export function text(name: string, value: string | null, most = 3000, attributes: Attributes = {}) {
  return value ? tag(name, escaped(value.slice(0, most)), attributes) : ""
}
