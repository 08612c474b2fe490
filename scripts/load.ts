/**
 * `npm run load`: a mixed day at growing rates, the memory of many requests, the database killed twice. `-- day`, `memory`, `killed`:
 * one of them.
 */
import { runLoad } from "@/tests/load/load"
import { buildIfNeeded } from "./build"

await buildIfNeeded(process.cwd())
await runLoad(process.argv.slice(2))
process.exit()
