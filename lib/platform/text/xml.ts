/** Reads XML while it arrives: one element after the other, each as a small tree, so that memory does not grow with the file. */
import { SaxesParser, type SaxesTagNS } from "saxes"

export type XmlElement = {
  name: string
  /** Where its opening tag stands in the file, from 1. */
  line: number
  attributes: Record<string, string>
  children: XmlElement[]
  /** Its own text, without that of its children. */
  text: string
}

/** A file that cannot be read to its end. Its words say why, in French, for whoever sent it. */
export class UnreadableXml extends Error {}

/** `each`: the elements to give one by one. Elements of another namespace are passed over. */
export type XmlShape = { namespace: string; root: string; each: string }

/** What one element may weigh: fifty of them are in memory at once. LHÉO's largest hold a few hundred elements. */
const most = { elements: 20_000, characters: 1_000_000, depth: 40 }

/**
 * Gives each element named `each`, in the order of the file. A document type is refused before anything it says is looked at: neither
 * entities that swell nor files from elsewhere are ever read. Throws `UnreadableXml` where the file cannot be read on.
 */
export async function* xmlElements(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { namespace, root, each }: XmlShape,
): AsyncGenerator<XmlElement> {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: XmlElement[] = []
  let ready: XmlElement[] = []
  let isRooted = false
  let weight = { elements: 0, characters: 0 }
  const refuse = (words: string): never => {
    throw new UnreadableXml(words)
  }
  parser.on("doctype", () => refuse("il contient une déclaration DOCTYPE : retirez-la, le portail n’en lit aucune."))
  // saxes says why in English, for whoever knows XML: the place is what helps.
  parser.on("error", () => refuse(`ligne ${parser.line}, colonne ${parser.column}, ce n’est pas du XML bien formé.`))
  parser.on("opentag", (tag: SaxesTagNS) => {
    if (!isRooted) {
      if (tag.local !== root || tag.uri !== namespace) refuse(rootWords(tag, { namespace, root }))
      isRooted = true
    }
    if (open.length === 0 && (tag.local !== each || tag.uri !== namespace)) return
    if (open.length === 0) weight = { elements: 0, characters: 0 }
    weight.elements += 1
    if (weight.elements > most.elements || open.length > most.depth) refuse(`ligne ${parser.line}, un élément « ${each} » est démesuré.`)
    // Texts of what is open are written where they stand; an element of another namespace holds nothing for us, but closes like the others.
    const name = tag.uri === namespace ? tag.local : `${tag.prefix}:${tag.local}`
    const element = { name, line: parser.line, attributes: plain(tag), children: [], text: "" }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  const onText = (text: string) => {
    const element = open.at(-1)
    if (!element) return
    weight.characters += text.length
    if (weight.characters > most.characters) refuse(`ligne ${parser.line}, un élément « ${each} » est démesuré.`)
    element.text += text
  }
  parser.on("text", onText)
  parser.on("cdata", onText)
  parser.on("closetag", () => {
    const element = open.pop()
    if (element && open.length === 0) ready.push(element)
  })
  for await (const text of decoded(source)) {
    parser.write(text)
    yield* ready
    ready = []
  }
  if (!isRooted) refuse("il est vide.")
  parser.close()
}

function plain({ attributes }: SaxesTagNS): Record<string, string> {
  return Object.fromEntries(Object.values(attributes).map(({ local, value }) => [local, value]))
}

function rootWords({ local, uri }: SaxesTagNS, { namespace, root }: { namespace: string; root: string }) {
  if (local !== root) return `son premier élément est « ${local} » et non « ${root} ».`
  const version = /\d+\.\d+$/.exec(uri)?.[0]
  return version
    ? `il est dans la version ${version} du format : il faut la ${/\d+\.\d+$/.exec(namespace)?.[0]} (${namespace}).`
    : `son espace de noms n’est pas ${namespace}.`
}

/** How much of a file is looked at to know its encoding. */
const headSize = 1024

/** The text of a file, piece by piece, in the encoding that its mark or its first line says. */
async function* decoded(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null
  try {
    for await (const piece of source)
      for (const part of parts(piece)) {
        decoder ??= decoderOf(part)
        yield decoder.decode(part, { stream: true })
      }
    yield decoder?.decode() ?? ""
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new UnreadableXml(`des caractères ne sont pas dans l’encodage qu’il annonce (${decoder?.encoding ?? "UTF-8"}).`)
  }
}

const partSize = 1 << 16

/** Small parts, so that what waits to be given is never a whole file. */
function* parts(piece: Uint8Array) {
  for (let at = 0; at < piece.length; at += partSize) yield piece.subarray(at, at + partSize)
}

function decoderOf(head: Uint8Array): TextDecoder {
  const [first, second] = head
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le", { fatal: true })
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be", { fatal: true })
  const said = /^[^>]*encoding\s*=\s*["']([\w.:-]+)["']/.exec(new TextDecoder("latin1").decode(head.subarray(0, headSize)))?.[1] ?? "utf-8"
  try {
    return new TextDecoder(said, { fatal: true })
  } catch {
    throw new UnreadableXml(`l’encodage « ${said} » qu’il annonce n’existe pas.`)
  }
}
