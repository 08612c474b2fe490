/** `npm run retention`: one pass of the clock that warns, erases and forgets; `-- --dry-run` only says what it would do. */
import { randomUUID } from "node:crypto"
import { sweep } from "@/lib/desk/retention/operations"
import { sweepPapers } from "@/lib/parcourspro/retention/operations"
import { db } from "@/lib/platform/db/client"
import { closeJobs } from "@/lib/platform/db/jobs"
import { sweepRafael } from "@/lib/rafael/retention/operations"
import { stop } from "./environment"
import { withDatabase } from "./with-database"

const args = process.argv.slice(2)
if (args.some((arg) => arg !== "--dry-run")) stop("Usage : npm run retention, ou npm run retention -- --dry-run")
const dryRun = args.includes("--dry-run")

await withDatabase(async () => {
  try {
    const context = { actor: null, now: new Date(), ip: null, userAgent: null, requestId: randomUUID() }
    const { warned, erased, held, failed, forgotten } = await sweep(context, { dryRun })
    console.log(dryRun ? "Essai : rien n'a été changé. Un vrai passage aurait :" : "Passage fait :")
    console.log(`  ${warned} compte(s) inutilisé(s) prévenu(s), ${erased} effacé(s)`)
    for (const { accountId, why, structures } of held) console.log(`  compte ${accountId} retenu (${why}) : ${structures}`)
    for (const accountId of failed) console.log(`  compte ${accountId} : échec, repris au prochain passage`)
    for (const [kind, count] of Object.entries(forgotten)) console.log(`  ${kind} : ${count} ligne(s) oubliée(s)`)
    const rafael = await sweepRafael(context, { dryRun })
    console.log(
      `  Rafael : ${rafael.drafts + rafael.locked} préinscription(s) jamais envoyée(s) supprimée(s), ${rafael.candidates} candidat(s) effacé(s)`,
    )
    console.log(`  ParcoursPro : ${await sweepPapers(context, { dryRun })} document(s) supprimé(s)`)
    if (rafael.failed > 0) console.log(`  Rafael : ${rafael.failed} échec(s), repris au prochain passage`)
  } finally {
    await closeJobs()
    await db.$disconnect()
  }
})
