/** The official schema of LHÉO 2.3, when it is beside the project: it is not copied into it. */
import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { XmlDocument, XsdValidator } from "libxml2-wasm"

const shared = path.resolve(import.meta.dirname, "../../../shared/data/lheo")
const schema = path.join(shared, "lheo-2.3.xsd")
export const hasLheoSchema = existsSync(schema)

/** What a real validator says of a file, one line for each error; empty when it is valid. */
export function lheoErrors(xml: string): string[] {
  const xsd = XmlDocument.fromBuffer(readFileSync(schema))
  const validator = XsdValidator.fromDoc(xsd)
  try {
    const document = XmlDocument.fromString(xml)
    try {
      validator.validate(document)
      return []
    } catch (error) {
      return String(error instanceof Error ? error.message : error)
        .split("\n")
        .filter(Boolean)
    } finally {
      document.dispose()
    }
  } finally {
    validator.dispose()
    xsd.dispose()
  }
}
