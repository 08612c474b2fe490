/**
 * Tagged PDF (PDF/UA-1) made by Typst, in a process of its own that is replaced: the compiler keeps memory (docs/decisions/0055). The same
 * source, data and instant make the same bytes.
 */
import "server-only"
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import path from "node:path"
import pLimit from "p-limit"
import { log } from "@/lib/platform/process/log"

/** `data`: read by the source as JSON, never as Typst, so that whatever people typed stays text. */
export type Print = { source: string; data: unknown; at: Date }
type Answer = { pdf: Uint8Array } | { error: string }
type Printer = { child: ChildProcess; made: number }

// One process per process: pages and actions are bundled apart but share globalThis.
const shared = globalThis as { portailPrinter?: Promise<Printer> | undefined }
const oneAtATime = pLimit(1)

/** Milliseconds for one document; a list of two hundred people takes a tenth of a second. */
const patience = 20_000
/** Documents after which the process is replaced. */
const mostMade = 250

/** One document. Throws when the source cannot be compiled, or in time. */
export function printPdf({ source, data, at }: Print): Promise<Uint8Array> {
  return oneAtATime(async () => {
    shared.portailPrinter ??= startPrinter()
    const printer = await shared.portailPrinter
    try {
      printer.child.send({ source, data: JSON.stringify(data), at: Math.floor(at.getTime() / 1000) })
      const [answer] = (await once(printer.child, "message", { signal: AbortSignal.timeout(patience) })) as [Answer]
      if ("error" in answer) throw new Error(`a document could not be made: ${answer.error}`)
      printer.made += 1
      if (printer.made >= mostMade) stopPrinter(printer)
      return answer.pdf
    } catch (error) {
      // Ended, so that a late answer is not taken for the next one.
      stopPrinter(printer)
      throw error
    }
  })
}

function stopPrinter({ child }: Printer) {
  delete shared.portailPrinter
  child.kill("SIGKILL")
}

async function startPrinter(): Promise<Printer> {
  const scripts = path.join(/* turbopackIgnore: true */ process.cwd(), "scripts")
  const packaged = path.join(scripts, "printer.mjs")
  const script = existsSync(packaged) ? packaged : path.join(scripts, "printer.ts")
  const child = fork(script, {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: ["--disable-warning=ExperimentalWarning"],
  })
  const printer = { child, made: 0 }
  child.unref()
  child.channel?.unref()
  child.once("exit", () => {
    shared.portailPrinter = undefined
  })
  try {
    await once(child, "message", { signal: AbortSignal.timeout(patience) })
    return printer
  } catch (error) {
    log.error({ err: error }, "the printer of documents did not start")
    stopPrinter(printer)
    throw error
  }
}
