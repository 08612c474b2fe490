/** What one element of a LHÉO file says: its texts, its attributes, and the extras that our own exports add. */
import { lookup } from "@/lib/platform/text/lookup"
import type { XmlElement } from "@/lib/platform/text/xml"
import { extrasName } from "@/lib/rafael/codes/rules"

/** A text of the file, and where it stands. */
export type Told = { text: string; line: number; element: string }
export type Reader = ReturnType<typeof reader>

/** Reads the text of the one child of this name; null when there is none, or when it says nothing. */
export function reader(toText: (html: string) => string) {
  const one = (parent: XmlElement | null, name: string): Told | null => told(child(parent, name))
  return {
    one,
    /** For the elements where programs put HTML. */
    text(parent: XmlElement | null, name: string): Told | null {
      const found = one(parent, name)
      return found && looksLikeHtml.test(found.text) ? { ...found, text: toText(found.text) } : found
    },
  }
}

const looksLikeHtml = /<\/?(p|br|ul|ol|li|div|span|strong|em|b|i|u|h[1-6])\b[^>]*>|&(nbsp|[a-z]+;|#\d+;)/i

function told(element: XmlElement | null): Told | null {
  const text = element?.text.trim() ?? ""
  return element && text !== "" && text !== "-" ? { text, line: element.line, element: element.name } : null
}

export function attribute({ attributes, line, name }: XmlElement, key: string): Told | null {
  const text = (lookup(attributes, key) ?? "").trim()
  return text === "" ? null : { text, line, element: name }
}

/** What our own exports say where LHÉO has no element. */
export function extrasOf(element: XmlElement | null) {
  const own = all(element, "extras").filter(({ attributes }) => attributes.info === extrasName)
  const each = own.flatMap((extras) => all(extras, "extra"))
  return (info: string): Told | null => {
    const found = told(each.find(({ attributes }) => attributes.info === info) ?? null)
    return found && { ...found, element: `extra ${info}` }
  }
}

export function child(parent: XmlElement | null, name: string): XmlElement | null {
  return parent?.children.find((element) => element.name === name) ?? null
}

export function all(parent: XmlElement | null, name: string): XmlElement[] {
  return parent?.children.filter((element) => element.name === name) ?? []
}

/** Codes one after the other, as the form has them. */
export function joined(elements: readonly XmlElement[]): Told | null {
  const [first] = elements
  const text = elements.map((element) => element.text.trim()).join(" ")
  return first && text !== "" ? { text, line: first.line, element: first.name } : null
}

export function lines(parent: XmlElement | null): Told | null {
  const [first, ...more] = all(parent, "ligne")
  if (!first) return null
  const text = [first, ...more]
    .map((element) => element.text.trim())
    .filter((typed) => typed !== "" && typed !== "-")
    .join(" ")
  return text === "" ? null : { text, line: first.line, element: first.name }
}
