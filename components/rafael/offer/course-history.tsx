import { When } from "@/components/ui/when"
import type { courseHistory } from "@/lib/rafael/courses/queries"

/** What was done to a course, its actions and its sessions, the latest first. */
export function CourseHistory({ lines }: { lines: Awaited<ReturnType<typeof courseHistory>> }) {
  if (lines.length === 0) return <p className="text-soft">Rien n’est arrivé à cette formation depuis un an.</p>
  return (
    <ol className="grid gap-3">
      {lines.map(({ id, at, name, who, reason }) => (
        <li key={id} className="border-l-4 border-line pl-4">
          <p className="font-semibold">{name}</p>
          <p className="text-soft">
            <When at={at} exact />
            {who ? `, par ${who}` : ", par le portail"}
          </p>
          {reason ? <p className="wrap-anywhere">« {reason} »</p> : null}
        </li>
      ))}
    </ol>
  )
}
