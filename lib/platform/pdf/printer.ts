/**
 * Tagged PDF (PDF/UA-1) made by Typst, in a process of its own that is replaced: the compiler keeps memory (docs/decisions/0055). The same
 * source, data and instant make the same bytes.
 */
import "server-only"
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import path from "node:path"
import pLimit, { type LimitFunction } from "p-limit"
import { log } from "@/lib/platform/process/log"

/**
 * `data`: read by the source as JSON, never as Typst, so that whatever people typed stays text. `isLong`: thousands of lines, some two milliseconds
 * each; it gets a process of its own, which ends with it, so that a paper of one page does not wait behind it.
 */
export type Print = { source: string; data: unknown; at: Date; isLong?: boolean }
type Answer = { pdf: Uint8Array } | { error: string }
type Printer = { child: ChildProcess; made: number }

/**
 * Pages and actions are bundled apart but share globalThis: the queues stand there with the process, or two would read each other's answers.
 */
const shared = globalThis as { portailPrinting?: { inTurn: LimitFunction; alone: LimitFunction; printer: Printer | null } }
shared.portailPrinting ??= { inTurn: pLimit(1), alone: pLimit(1), printer: null }
const printing = shared.portailPrinting

/** Milliseconds for one document; a list of two hundred people takes a tenth of a second, five thousand lines ten seconds. */
const patience = 20_000
const longPatience = 60_000
/** Documents after which the process is replaced. */
const mostMade = 250

/** One document. Throws when the source cannot be compiled, or in time. */
export function printPdf({ isLong = false, ...print }: Print): Promise<Uint8Array> {
  return isLong ? printing.alone(() => printAlone(print)) : printing.inTurn(() => printInTurn(print))
}

async function printAlone(print: Print): Promise<Uint8Array> {
  const printer = await startPrinter()
  try {
    return await ask(printer, print, longPatience)
  } finally {
    printer.child.kill("SIGKILL")
  }
}

async function printInTurn(print: Print): Promise<Uint8Array> {
  const printer = printing.printer?.child.connected ? printing.printer : await startPrinter()
  printing.printer = printer
  try {
    return await ask(printer, print, patience)
  } catch (error) {
    // Ended, so that a late answer is not taken for the next one.
    stopPrinter(printer)
    throw error
  } finally {
    printer.made += 1
    if (printer.made >= mostMade) stopPrinter(printer)
  }
}

async function ask({ child }: Printer, { source, data, at }: Print, milliseconds: number): Promise<Uint8Array> {
  child.send({ source, data: JSON.stringify(data), at: Math.floor(at.getTime() / 1000) })
  const [answer] = (await once(child, "message", { signal: AbortSignal.timeout(milliseconds) })) as [Answer]
  if ("error" in answer) throw new Error(`a document could not be made: ${answer.error}`)
  return answer.pdf
}

function stopPrinter({ child }: Printer) {
  printing.printer = null
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
  child.unref()
  child.channel?.unref()
  try {
    await once(child, "message", { signal: AbortSignal.timeout(patience) })
    return { child, made: 0 }
  } catch (error) {
    log.error({ err: error }, "the printer of documents did not start")
    child.kill("SIGKILL")
    throw error
  }
}
