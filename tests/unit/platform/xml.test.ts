/** XML is read as it arrives, and what could be turned against the reader is refused before it is looked at. */
import { describe, expect, it } from "vitest"
import { UnreadableXml, type XmlElement, xmlElements } from "@/lib/platform/text/xml"

const shape = { namespace: "http://lheo.gouv.fr/2.3", root: "lheo", each: "formation" }
const bytes = (text: string) => new TextEncoder().encode(text)
const file = (inner: string, head = '<?xml version="1.0" encoding="UTF-8"?>') =>
  `${head}\n<lheo xmlns="${shape.namespace}"><offres>${inner}</offres></lheo>`

async function read(source: string | Uint8Array[]) {
  const found: XmlElement[] = []
  for await (const element of xmlElements(typeof source === "string" ? [bytes(source)] : source, shape)) found.push(element)
  return found
}

describe("a file", () => {
  it("is read element by element, wherever its bytes are cut", async () => {
    const whole = bytes(file('<formation numero="é1"><a x="1">été &amp; hiver</a><b><![CDATA[<p>]]></b></formation>\n<formation/>'))
    for (const size of [1, 2, 3, 7, whole.length]) {
      const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, index) => whole.subarray(index * size, (index + 1) * size))
      const [first, second] = await read(pieces)
      expect(first).toMatchObject({ attributes: { numero: "é1" }, line: 2 })
      expect(first?.children).toMatchObject([
        { name: "a", text: "été & hiver", attributes: { x: "1" } },
        { name: "b", text: "<p>" },
      ])
      expect(second).toMatchObject({ line: 3 })
    }
  })

  it("may be in the encoding that it says", async () => {
    const latin = Uint8Array.from(
      Buffer.from(file("<formation><a>é</a></formation>", '<?xml version="1.0" encoding="ISO-8859-1"?>'), "latin1"),
    )
    expect((await read([latin]))[0]?.children[0]?.text).toBe("é")
    const wide = Buffer.from(`\ufeff${file("<formation><a>é</a></formation>", "")}`, "utf16le")
    expect((await read([wide]))[0]?.children[0]?.text).toBe("é")
  })

  it.each([
    ["not XML", "siret;nom\n1;2", "bien formé"],
    ["nothing", "", "vide"],
    ["cut short", file("<formation/>").slice(0, -9), "bien formé"],
    ["of the version before", file("<formation/>").replace("/2.3", "/2.2"), "version 2.2"],
    ["of another namespace", file("<formation/>").replace("http://lheo.gouv.fr/2.3", "http://ailleurs"), "espace de noms"],
    ["of another root", "<offres/>", "premier élément"],
    ["with a document type", `<!DOCTYPE lheo>${file("<formation/>", "")}`, "DOCTYPE"],
    [
      "with entities that swell",
      `<!DOCTYPE lheo [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${file("<formation><a>&b;</a></formation>", "")}`,
      "DOCTYPE",
    ],
    [
      "with a file from elsewhere",
      `<!DOCTYPE lheo [<!ENTITY a SYSTEM "file:///etc/passwd">]>${file("<formation><a>&a;</a></formation>", "")}`,
      "DOCTYPE",
    ],
    ["with an entity that nobody declared", file("<formation><a>&a;</a></formation>"), "bien formé"],
    ["in an encoding that does not exist", file("", '<?xml version="1.0" encoding="klingon"?>'), "klingon"],
  ])("%s is refused in words", async (_what, text, words) => {
    await expect(read(text)).rejects.toThrow(UnreadableXml)
    await expect(read(text)).rejects.toThrow(words)
  })

  it("whose bytes are not in its encoding is refused in words", async () => {
    await expect(read([Buffer.from(file("<formation><a>é</a></formation>"), "latin1")])).rejects.toThrow("encodage")
  })

  it("cannot weigh more than an offer does: neither deep, nor wide, nor long", async () => {
    await expect(read(file(`<formation>${"<a>".repeat(100)}${"</a>".repeat(100)}</formation>`))).rejects.toThrow("démesuré")
    await expect(read(file(`<formation>${"<a/>".repeat(25_000)}</formation>`))).rejects.toThrow("démesuré")
    await expect(read(file(`<formation><a>${"x".repeat(5_000_000)}</a></formation>`))).rejects.toThrow("démesuré")
  })
})
