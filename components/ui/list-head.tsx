import { DownloadLink } from "@/components/ui/button"
import { TextLink } from "@/components/ui/text-link"

/** Above a list: how many it holds, said again when it changes, and the file of it for those who may take it. */
export function ListHead({ count, file }: { count: string; file: string | null }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p aria-live="polite" className="text-soft">
        {count}
      </p>
      {file === null ? null : (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          {/* Where an export is found again that was left because it lasted. */}
          <TextLink href="/mes-fichiers" className="text-sm">
            Mes fichiers
          </TextLink>
          <DownloadLink href={file}>Export CSV</DownloadLink>
        </div>
      )}
    </div>
  )
}
