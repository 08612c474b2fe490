/** `npm run migrate`: brings the database to the current schema and stops. */
import { withDatabase } from "./with-database"

await withDatabase(async (applied) => {
  console.log(applied.length > 0 ? `Migrations appliquées : ${applied.join(", ")}.` : "Le schéma est à jour.")
})
