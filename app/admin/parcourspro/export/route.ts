import { enter } from "@/lib/identity/entrance/actor"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { managersDownload } from "@/lib/identity/kept-files/operations"
import { kindNames, sessionStatuses } from "@/lib/parcourspro/codes/rules"
import { allEvents, allSessions } from "@/lib/parcourspro/oversight/queries"
import { readOversightAddress } from "@/lib/parcourspro/oversight/schema"
import { csvInPieces, pagesInPieces } from "@/lib/platform/text/csv"
import { dayOf } from "@/lib/platform/time/working-days"

/** The actions of the programme, or its sessions to come (those to take up alone, when asked), with the search of the page. */
export async function GET(request: Request) {
  const actor = await enter("/admin/parcourspro/export")
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const { vue, q } = await readOversightAddress(request)
  const now = new Date()
  if (vue === "actions") {
    const actions = pagesInPieces(async (page) => {
      const { rows, pages } = await allEvents(actor, { q, page })
      const cells = rows.map(({ title, kind, theme, provider, _count, adherentsOnly, archivedAt }) => [
        title,
        kindNames[kind],
        theme.name,
        provider.raisonSociale,
        _count.sessions,
        adherentsOnly ? "Adhérents" : "Ouverte à tous",
        archivedAt,
      ])
      return { cells, pages }
    })
    const columns = ["Action", "Format", "Thème", "Prestataire", "Sessions", "Public", "Archivée le"]
    return managersDownload(actor, `actions-${dayOf(now)}.csv`, csvInPieces(columns, actions))
  }
  const orphans = vue === "reprendre"
  const sessions = pagesInPieces(async (page) => {
    const { rows, pages } = await allSessions(actor, { q, page, orphans }, now)
    const cells = rows.map(({ event, startsAt, endsAt, isRemote, city, status, toAnswer, taken, places, waiting, papers }) => [
      event.title,
      startsAt,
      endsAt,
      isRemote ? "À distance" : city,
      sessionStatuses[status],
      toAnswer,
      taken,
      places,
      waiting,
      papers,
    ])
    return { cells, pages }
  })
  const columns = [
    "Action",
    "Premier jour",
    "Dernier jour",
    "Lieu",
    "État",
    "À répondre",
    "Places prises",
    "Places",
    "En attente",
    "Papiers",
  ]
  return managersDownload(actor, `sessions-${orphans ? "a-reprendre-" : ""}${dayOf(now)}.csv`, csvInPieces(columns, sessions))
}
