import "server-only"
import type { Tx } from "@/lib/platform/db/client"
import { formacodeVersion, type Reference, type ReferenceKind } from "@/lib/rafael/references/rules"

type Codes = { formacodes?: readonly string[]; romes?: readonly string[]; certifications?: readonly { code: string }[]; version?: string }

/** The codes that a course says, by their list. */
export function codesOf({ formacodes = [], romes = [], certifications = [], version = formacodeVersion }: Codes): Reference[] {
  const each = (kind: ReferenceKind, list: readonly string[]): Reference[] => list.map((code) => ({ kind, code }))
  const certified = (mark: string) => certifications.map(({ code }) => code).filter((code) => code.startsWith(mark))
  return [
    ...each("formacode", version === formacodeVersion ? formacodes : []),
    ...each("rome", romes),
    ...each("rncp", certified("RNCP")),
    ...each("rs", certified("RS")),
  ]
}

/** Those that their list does not have; none when the operator has imported no such list. */
export function unknownCodes(tx: Tx, codes: readonly Reference[]): Promise<Reference[]> {
  if (codes.length === 0) return Promise.resolve([])
  return tx.$queryRaw<Reference[]>`
    SELECT w.kind, w.code FROM jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) AS w(kind text, code text)
     WHERE EXISTS (SELECT FROM reference_code r WHERE r.kind = w.kind)
       AND NOT EXISTS (SELECT FROM reference_code r WHERE r.kind = w.kind AND r.code = w.code)`
}
