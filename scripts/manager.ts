/** `npm run manager -- adresse [Prénom Nom]`: makes this address a manager's, and sends the link to choose a password. */
import { randomUUID } from "node:crypto"
import { appointFromShell } from "@/lib/identity/managers/operations"
import { db } from "@/lib/platform/db/client"
import { closeJobs } from "@/lib/platform/db/jobs"
import { env } from "@/lib/platform/process/env"
import { deliver } from "@/lib/trace/messages/delivery"
import { parseEmail } from "@/lib/vocabulary/accounts/rules"
import { stop } from "./environment"
import { withDatabase } from "./with-database"

const [address, firstName = "Gestionnaire", ...lastNames] = process.argv.slice(2)
const email = address ? parseEmail(address) : null
if (!email) stop("Usage : npm run manager -- prenom.nom@structure.fr [Prénom Nom]")
const lastName = lastNames.join(" ") || "Cap Métiers"

await withDatabase(async () => {
  try {
    const now = new Date()
    const context = { actor: null, now, ip: null, userAgent: null, requestId: randomUUID() }
    const appointed = await appointFromShell(context, { email, firstName, lastName })
    if (!appointed.ok) stop(`Le compte ${email} est désactivé : un gestionnaire doit d'abord le réactiver.`)
    const { messageId, token, isNew } = appointed.value
    console.log(isNew ? `Compte créé pour ${email}, gestionnaire.` : `${email} est gestionnaire.`)
    await send(messageId, token, now)
  } finally {
    await closeJobs()
    await db.$disconnect()
  }
})

/** At once, because no worker may be running yet; should it fail, the portal tries again once it runs. */
async function send(messageId: string, token: string, now: Date) {
  const link = `${env.publicUrl}/mot-de-passe/${token}`
  if (!env.resendApiKey) {
    console.log(`Démonstration, rien ne part. Lien pour choisir un mot de passe, valable 24 heures :\n  ${link}`)
    return
  }
  try {
    await deliver(messageId, now)
    console.log("Le lien pour choisir un mot de passe vient de partir par e-mail. Il est valable 24 heures.")
  } catch (error) {
    console.error(
      `L'e-mail n'est pas encore parti (${error instanceof Error ? error.message : error}) : le portail réessaiera dès qu'il tourne.`,
    )
  }
}
