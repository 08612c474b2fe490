/** `npm run migrate`: brings the database to the current schema and stops. */
import { prepareEnvironment } from "./environment"
import { migrate } from "./migrate"

const { cluster, ownerUrl } = await prepareEnvironment()
const applied = await migrate(ownerUrl, process.env.DATABASE_URL ?? "")
console.log(applied.length > 0 ? `Migrations appliquées : ${applied.join(", ")}.` : "Le schéma est à jour.")
await cluster?.stop()
