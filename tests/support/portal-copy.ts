/** The portal built from a changed copy of its sources, with one more page; or as it is built, without its middleware. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { buildIfNeeded } from "@/scripts/build"
import { freePort, startServer } from "./processes"

const root = path.resolve(import.meta.dirname, "../..")
const copied = [
  "app",
  "components",
  "lib",
  "middleware.ts",
  "instrumentation.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "postcss.config.mjs",
]

/** Copies the sources into an ignored folder of the project, where they find its packages. */
export function copySources(name: string) {
  const copy = path.join(root, ".test", name)
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  for (const item of copied) cpSync(path.join(root, item), path.join(copy, item), { recursive: true })
  // The layout names the font by a path from the folder of the sources, which is now two folders deeper.
  const layout = path.join(copy, "app/layout.tsx")
  writeFileSync(layout, readFileSync(layout, "utf8").replace("../node_modules", "../../../node_modules"))
  writeFileSync(
    path.join(copy, "next.config.mjs"),
    `import config from "../../next.config.mjs"\nexport default { ...config, turbopack: { root: ${JSON.stringify(root)} } }\n`,
  )
  return copy
}

/** Builds the copy and serves it on a free port. */
export async function serveCopy(copy: string, env: Record<string, string | undefined>) {
  await buildIfNeeded(copy)
  return serveBuild(copy, env)
}

/** Copies the build of the portal without the part built from middleware.ts, because building all the rest again takes a minute. */
export function copyBuildWithoutMiddleware() {
  const copy = path.join(root, ".test/sans-middleware")
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  for (const item of [".next", "public", "package.json", "next.config.mjs"])
    cpSync(path.join(root, item), path.join(copy, item), { recursive: true, filter: (from) => from !== path.join(root, ".next/cache") })
  const manifest = path.join(copy, ".next/server/functions-config-manifest.json")
  const built = JSON.parse(readFileSync(manifest, "utf8")) as { functions: Record<string, unknown> }
  if (!built.functions["/_middleware"]) throw new Error(`No middleware in ${manifest}`)
  built.functions = Object.fromEntries(Object.entries(built.functions).filter(([name]) => name !== "/_middleware"))
  writeFileSync(manifest, JSON.stringify(built))
  rmSync(path.join(copy, ".next/server/middleware.js"))
  return copy
}

/** Serves the build in `folder` on a free port, beside other servers of the same build. `publicUrl`: the public address that they share. */
export async function serveBuild(folder: string, env: Record<string, string | undefined>, publicUrl?: string) {
  const port = await freePort()
  const base = `http://localhost:${port}`
  const server = await startServer(process.execPath, [path.join(root, "scripts/web.ts")], {
    cwd: folder,
    env: { ...env, PORT: String(port), NEXTAUTH_URL: publicUrl ?? base, NODE_ENV: "production" },
    url: `${base}/connexion`,
  })
  return { base, ...server }
}
