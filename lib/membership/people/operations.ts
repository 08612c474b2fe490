import "server-only"
import { Readable } from "node:stream"
import type { ActorContext } from "@/lib/access/context"
import { peopleInBatches } from "@/lib/membership/people/queries"
import type { PeopleParams } from "@/lib/membership/people/schema"
import { transaction } from "@/lib/platform/db/client"
import { type Cell, csvInPieces } from "@/lib/platform/text/csv"
import { formatPhone } from "@/lib/platform/text/phone"
import { formatMonth } from "@/lib/platform/time/dates"
import { record } from "@/lib/trace/journal/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { profilNames } from "@/lib/vocabulary/profils/rules"

const columns = ["Nom", "Email", "Fonction", "Téléphone", "Référent", "Employeur", "Dernière connexion", "Profils", "Compte"]

/**
 * The people who match the filters, as a CSV file that is written while rows are read: memory does not grow with their number. The
 * journal records that someone took the file. The caller has already checked the actor's right (`people.export`).
 */
export async function exportPeople(context: ActorContext, structureId: string, params: PeopleParams): Promise<ReadableStream<Uint8Array>> {
  const { recherche, profil, referent, employeur } = params
  await transaction((tx) =>
    record(tx, context, {
      action: "people.export",
      structureId,
      targetId: structureId,
      changes: { isSearched: recherche !== "", profil, referent, employeur },
    }),
  )
  return Readable.toWeb(Readable.from(csvInPieces(columns, lines(structureId, params)))) as ReadableStream<Uint8Array>
}

async function* lines(structureId: string, params: PeopleParams): AsyncGenerator<Cell[][]> {
  for await (const people of peopleInBatches(structureId, params))
    yield people.map((person) => [
      formatName(person),
      person.email,
      person.jobTitle,
      person.phone && formatPhone(person.phone),
      yesNo(person.isReferent),
      yesNo(person.isEmployeur),
      person.lastUsedAt && formatMonth(person.lastUsedAt),
      profilNames(person).join(", "),
      person.isDisabled ? "Désactivé" : "Actif",
    ])
}

function yesNo(value: boolean) {
  return value ? "Oui" : "Non"
}
