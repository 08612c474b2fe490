import { DownloadLink } from "@/components/ui/button"
import { Exports } from "@/components/ui/exports"

/** Above a list: how many it holds, said again when it changes, and the file of it for those who may take it. */
export function ListHead({ count, file }: { count: string; file: string | null }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p aria-live="polite" className="text-soft">
        {count}
      </p>
      {file === null ? null : (
        <Exports>
          <DownloadLink href={file}>Export CSV</DownloadLink>
        </Exports>
      )}
    </div>
  )
}
