/** Files that a page hands over: they belong to whoever asked, so nobody keeps them on the way. */
import { Readable } from "node:stream"
import { lookup } from "@/lib/platform/text/lookup"

/** What someone takes with them, readable by a person and by a program. */
export function jsonDownload(fileName: string, data: object): Response {
  return new Response(JSON.stringify(data, null, 2), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "no-store",
    },
  })
}

const mediaTypes = {
  csv: "text/csv; charset=utf-8",
  pdf: "application/pdf",
  xml: "application/xml; charset=utf-8",
  zip: "application/zip",
} as const

/** A file whose type its name says (.csv, .pdf, .xml, .zip), whole or piece by piece; never opened as a page. */
export function download(fileName: string, content: string | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>): Response {
  const isReady = typeof content === "string" || content instanceof ReadableStream
  const body = isReady ? content : (Readable.toWeb(Readable.from(content)) as ReadableStream<Uint8Array>)
  return new Response(body, {
    headers: {
      "Content-Type": lookup(mediaTypes, fileName.split(".").at(-1)) ?? "application/octet-stream",
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  })
}

/** What is made whole before its first byte, in one piece. */
export async function* once(make: () => Promise<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield await make()
}

/** A file of bytes, never opened as a page. */
export function fileDownload(
  fileName: string,
  type: "application/pdf" | "application/zip" | "image/png" | "image/jpeg",
  bytes: Uint8Array,
): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  })
}
