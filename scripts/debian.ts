/** Installs what tests need from Debian because npm cannot bring it, on machines where packages may be installed without asking. */
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"

/** Whether the package is there now. Only root on a Debian installs; elsewhere nothing is tried. */
export function installDebianPackage(name: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false
  const apt = (...args: string[]) =>
    spawnSync("apt-get", args, { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } })
  apt("update", "-qq")
  return apt("install", "-y", "-qq", "--no-install-recommends", name).status === 0
}
