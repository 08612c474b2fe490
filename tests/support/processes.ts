import { type ChildProcess, spawn } from "node:child_process"
import { createServer } from "node:net"

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

/** Starts a process and waits until it answers at `url`; fails with what it printed when it ends first, or takes too long. */
export async function startServer(
  command: string,
  args: string[],
  options: { cwd: string; env: Record<string, string | undefined>; url: string; patienceSeconds?: number },
) {
  const child = spawn(command, args, { cwd: options.cwd, env: options.env as NodeJS.ProcessEnv, stdio: ["ignore", "pipe", "pipe"] })
  let printed = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (printed = (printed + chunk).slice(-5000)))
  const limit = Date.now() + (options.patienceSeconds ?? 110) * 1000
  for (;;) {
    if (isOver(child)) throw new Error(`${args.join(" ")} ended:\n${printed}`)
    if (Date.now() > limit) {
      child.kill("SIGKILL")
      throw new Error(`${args.join(" ")} does not answer:\n${printed}`)
    }
    if (await answers(options.url)) return { pid: child.pid ?? 0, stop: () => stopped(child), printed: () => printed }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function answers(url: string) {
  try {
    await fetch(url, { signal: AbortSignal.timeout(5000) })
    return true
  } catch {
    return false
  }
}

function stopped(child: ChildProcess): Promise<void> {
  if (isOver(child)) return Promise.resolve()
  return new Promise((resolve) => {
    child.once("exit", () => resolve())
    child.kill("SIGTERM")
  })
}

/** Ended, or killed. */
function isOver({ exitCode, signalCode }: ChildProcess) {
  return exitCode !== null || signalCode !== null
}
