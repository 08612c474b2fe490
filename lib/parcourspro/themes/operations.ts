import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { asProgrammeManager } from "@/lib/parcourspro/rights/operations"
import type { ThemeChosen, ThemeFields } from "@/lib/parcourspro/themes/schema"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record } from "@/lib/trace/journal/operations"

/** Adds a theme, or takes one up again that was put away. */
export function addTheme(context: ActorContext, { name }: ThemeFields): Promise<Result<undefined, "not-found">> {
  return asProgrammeManager(context, { action: "theme.saved" }, "none-yet", async (tx) => {
    const { id } = await tx.theme.upsert({ where: { name }, create: { name }, update: { archivedAt: null }, select: { id: true } })
    await record(tx, context, { action: "theme.saved", targetId: id })
    return ok()
  })
}

/** Puts a theme away: the actions that have it keep it, no new one takes it. */
export function archiveTheme(context: ActorContext, { themeId }: ThemeChosen): Promise<Result<undefined, "not-found">> {
  return asProgrammeManager(
    context,
    { action: "theme.saved", targetId: themeId },
    "none-yet",
    async (tx): Promise<Result<undefined, "not-found">> => {
      const { count } = await tx.theme.updateMany({ where: { id: themeId, archivedAt: null }, data: { archivedAt: context.now } })
      if (count === 0) return refuse("not-found")
      await record(tx, context, { action: "theme.saved", targetId: themeId })
      return ok()
    },
  )
}
