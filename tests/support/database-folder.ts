import { mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"

const memory = "/dev/shm"

/**
 * A new folder for a database that ends with its tests: in memory where there is room for every one of them, because tests make and
 * remove files all the time. `onDisk`: for what measures. The caller removes it; what a killed caller left in memory, the next call removes.
 */
export function databaseFolder(what: string, { onDisk = false } = {}): string {
  const name = `portail-${what}-${process.pid}-`
  if (onDisk || !isRoomy()) return mkdtempSync(path.join(tmpdir(), name))
  for (const left of readdirSync(memory)) if (isOfTheDead(left)) rmSync(path.join(memory, left), { recursive: true, force: true })
  return mkdtempSync(path.join(memory, name))
}

function isRoomy() {
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize > 4 * 1024 ** 3
  } catch {
    // Not on this system.
    return false
  }
}

function isOfTheDead(name: string) {
  const [, pid] = name.match(/^portail-[a-z]+-(\d+)-/) ?? []
  if (!pid) return false
  try {
    return process.kill(Number(pid), 0) !== true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH"
  }
}
