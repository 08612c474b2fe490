/** Files that a page hands over. */
import { Readable } from "node:stream"

/** A CSV file, whole or piece by piece; it belongs to whoever asked, so nobody keeps it on the way. */
export function csvDownload(fileName: string, content: string | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>): Response {
  const isReady = typeof content === "string" || content instanceof ReadableStream
  const body = isReady ? content : (Readable.toWeb(Readable.from(content)) as ReadableStream<Uint8Array>)
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "no-store",
    },
  })
}
