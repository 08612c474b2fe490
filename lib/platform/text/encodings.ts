/** In which encoding a file of text was saved. */

const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "macintosh"] as const
export type Encoding = (typeof encodings)[number]

/** UTF-16 by its mark, UTF-8 when it is, otherwise an old Excel, of Windows or of Mac: the one whose text looks more like French. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le"
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be"
  try {
    // As a stream: a letter cut at the end of a sample is not an error.
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true })
    return "utf-8"
  } catch {
    return strangeness(bytes, "macintosh") < strangeness(bytes, "windows-1252") ? "macintosh" : "windows-1252"
  }
}

/** The text of a file, in the encoding it seems to have. */
export function textOf(bytes: Uint8Array, encoding: Encoding = encodingOf(bytes)): string {
  return new TextDecoder(encoding).decode(bytes, { stream: true })
}

const ordinary = /[àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’‘“”–—…€°·ºª§²³\u00a0\u202f]/
const beyondAscii = /[\u0080-\uffff]/g

function strangeness(bytes: Uint8Array, encoding: Encoding) {
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, 1_000_000))
  return (text.match(beyondAscii) ?? []).filter((letter) => !ordinary.test(letter)).length
}

/** Whether a file is a workbook (.xlsx, .ods, .xls), whatever its name says. */
export function isWorkbook(bytes: Uint8Array): boolean {
  const marks = [
    [0x50, 0x4b, 0x03, 0x04],
    [0xd0, 0xcf, 0x11, 0xe0],
  ]
  return marks.some((mark) => mark.every((byte, at) => bytes[at] === byte))
}
