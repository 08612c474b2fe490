/** Rows per second and peak memory of `npm run import` on the full file, first into an empty database, then again. */
import { spawnSync } from "node:child_process"
import path from "node:path"
import { structuresFile } from "@/tests/support/structures-file"
import { productionEnv } from "./setting"

const root = path.resolve(import.meta.dirname, "../..")

export function benchImport(cluster: { appUrl: string; ownerUrl: string }) {
  for (const what of ["base vide", "même fichier"]) {
    const { stdout, stderr, status } = spawnSync(process.execPath, ["scripts/run.mjs", "import", structuresFile()], {
      cwd: root,
      encoding: "utf8",
      env: productionEnv(cluster),
    })
    if (status !== 0) throw new Error(stderr)
    console.log(`import, ${what} : ${stdout.trim().split("\n").at(-1)}`)
  }
}
