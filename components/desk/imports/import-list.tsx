import type { Route } from "next"
import Link from "next/link"
import { type ImportStatus, statusNames } from "@/components/desk/imports/import-progress"
import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import { counted } from "@/lib/platform/text/counts"
import { formatInstant } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type Line = {
  id: string
  fileName: string
  status: ImportStatus
  createdAt: Date
  total: number
  author: { firstName: string; lastName: string }
}
type Props = { imports: readonly Line[]; hrefOf: (id: string) => Route; unit: string }

/** The latest files that were sent, and what became of them. */
export function ImportList({ imports, hrefOf, unit }: Props) {
  return (
    <ul className="grid gap-3">
      {imports.map(({ id, fileName, status, createdAt, total, author }) => (
        <li key={id}>
          <Card className="flex flex-wrap items-center justify-between gap-3">
            <div className="min-w-0">
              <Link href={hrefOf(id)} className="font-semibold text-brand underline underline-offset-4 wrap-anywhere">
                {fileName}
              </Link>
              <p className="text-soft">
                {counted(total, unit)} · {formatName(author)}, le {formatInstant(createdAt)}
              </p>
            </div>
            <Badge tone={status === "done" ? "good" : status === "failed" ? "bad" : "wait"}>{statusNames[status]}</Badge>
          </Card>
        </li>
      ))}
    </ul>
  )
}
