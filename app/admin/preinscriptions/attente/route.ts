import { enter } from "@/lib/identity/entrance/actor"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { managersDownload } from "@/lib/identity/kept-files/operations"
import { type Cell, csvInPieces, pagesInPieces } from "@/lib/platform/text/csv"
import { sheetInstant } from "@/lib/platform/time/dates"
import { dayOf } from "@/lib/platform/time/working-days"
import { underMinimum, type WaitingLine, withoutAnswer, withoutPrescriber } from "@/lib/rafael/oversight/queries"
import { readWaitingAddress } from "@/lib/rafael/oversight/schema"

/** A list of what waits as a CSV file: every line, whatever the page, and no name of a candidate. */
export async function GET(request: Request) {
  const actor = await enter("/admin/preinscriptions/attente")
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const { attente } = readWaitingAddress(request)
  const now = new Date()
  const name = `${attente}-${dayOf(now)}.csv`
  if (attente === "sous-le-minimum") {
    const pages = pagesInPieces(async (page) => {
      const found = await underMinimum(actor, now, page)
      const cells = found.rows.map(({ delivery: { course }, startsOn, taken, minimum }): Cell[] => [
        course.title,
        course.structure.raisonSociale,
        dayOf(startsOn),
        taken,
        minimum,
      ])
      return { pages: found.pages, cells }
    })
    return managersDownload(actor, name, csvInPieces(["Formation", "Organisme", "Début", "Inscrits", "Minimum"], pages))
  }
  const pages = pagesInPieces(async (page) => {
    const found = await (attente === "sans-reponse" ? withoutAnswer(actor, now, page) : withoutPrescriber(actor, page))
    return { pages: found.pages, cells: found.rows.map(cellsOf) }
  })
  return managersDownload(actor, name, csvInPieces(["Formation", "Organisme", "Prescripteur", "Envoyée", "Début"], pages))
}

function cellsOf({ session, candidate, sentAt }: WaitingLine): Cell[] {
  const { course } = session.delivery
  return [
    course.title,
    course.structure.raisonSociale,
    candidate.structure.raisonSociale,
    sentAt ? sheetInstant(sentAt) : null,
    dayOf(session.startsOn),
  ]
}
