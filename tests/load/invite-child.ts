/** A process that sends a list of invitations, to be killed: `node … invite-child.ts <structure> <account> <addresses>`. */
import { sendInvitations } from "@/lib/membership/invitation-lists/operations"
import { contextOf } from "@/tests/support/factories"

const [structureId = "", accountId = "", addresses = ""] = process.argv.slice(2)
await sendInvitations(await contextOf(accountId), { structureId, addresses, rafaelProfil: null, isEmployeur: false, isPrestataire: false })
