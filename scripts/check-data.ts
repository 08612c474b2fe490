/** `npm run check:data`: says what does not hold in the data, if anything; changes nothing. Ends with 1 when something does not. */
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { db } from "@/lib/platform/db/client"
import { withDatabase } from "./with-database"

await withDatabase(
  async () => {
    try {
      const problems = await dataProblems()
      for (const { what, count, ids } of problems)
        console.log(`${what} : ${count}\n  ${ids.join("\n  ")}${count > ids.length ? "\n  …" : ""}`)
      console.log(problems.length === 0 ? "Tout se tient : aucune anomalie." : `${problems.length} sorte(s) d'anomalies.`)
      if (problems.length > 0) process.exitCode = 1
    } finally {
      await db.$disconnect()
    }
  },
  { migrating: false },
)
