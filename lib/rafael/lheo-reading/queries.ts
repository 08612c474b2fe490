/** Reads a LHÉO file formation after formation. */
import "server-only"
import { convert } from "html-to-text"
import { UnreadableXml, type XmlElement, xmlElements } from "@/lib/platform/text/xml"
import { courseIn } from "@/lib/rafael/lheo-reading/rules"
import { type Fault, judge, type SaidCourse } from "@/lib/rafael/lheo-reading/schema"

const shape = { namespace: "http://lheo.gouv.fr/2.3", root: "lheo" }

type Source = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** Each formation of the file, or what is wrong with it. Throws `UnreadableXml` where the file cannot be read on. */
export async function* lheoFormations(source: Source): AsyncGenerator<SaidCourse | Fault[]> {
  const referred = await referredElements(source)
  for await (const formation of xmlElements(source(), { ...shape, each: "formation" }))
    yield judge(courseIn(referred.size > 0 ? completed(formation, referred) : formation, toText))
}

function toText(html: string) {
  const plain = { options: { ignoreHref: true, uppercase: false } }
  const headings = ["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, ...plain }))
  return convert(html, { wordwrap: false, selectors: [...headings, { selector: "a", ...plain }, { selector: "img", format: "skip" }] })
}

/** What a file may refer to: a body and its places, once each. */
const mostReferred = 20_000

/**
 * The elements that others refer to by `idref`, which may stand anywhere in the file: they are found by a first reading, only when the
 * bytes hold such a reference.
 */
async function referredElements(source: Source): Promise<Map<string, XmlElement>> {
  const wanted = new Set<string>()
  const decoder = new TextDecoder("latin1")
  let tail = ""
  for await (const piece of source()) {
    const text = tail + decoder.decode(piece)
    for (const [, id = ""] of text.matchAll(/\sidref\s*=\s*["']([^"']{1,100})["']/g)) wanted.add(id)
    if (wanted.size > mostReferred) throw new UnreadableXml("il renvoie par idref à trop d’éléments.")
    tail = text.slice(-200)
  }
  const found = new Map<string, XmlElement>()
  if (wanted.size === 0) return found
  const gather = (element: XmlElement) => {
    const { id } = element.attributes
    if (id && wanted.has(id)) found.set(id, element)
    element.children.forEach(gather)
  }
  for await (const formation of xmlElements(source(), { ...shape, each: "formation" })) gather(formation)
  return found
}

/** The same element, in which what only refers to another holds what that one holds. */
function completed(element: XmlElement, referred: ReadonlyMap<string, XmlElement>): XmlElement {
  const other = element.children.length === 0 && element.text.trim() === "" ? referred.get(element.attributes.idref ?? "") : undefined
  if (other) return { ...element, children: other.children, text: other.text }
  return { ...element, children: element.children.map((inner) => completed(inner, referred)) }
}
