import { mkdtempSync, statfsSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"

/**
 * A new folder for a database that ends with its tests: in memory where there is room for every one of them, because tests make and
 * remove files all the time. `onDisk`: for what measures. The caller removes it.
 */
export function databaseFolder(what: string, { onDisk = false } = {}): string {
  return mkdtempSync(path.join(!onDisk && isRoomy("/dev/shm") ? "/dev/shm" : tmpdir(), `portail-${what}-`))
}

function isRoomy(folder: string) {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > 4 * 1024 ** 3
  } catch {
    // Not on this system.
    return false
  }
}
