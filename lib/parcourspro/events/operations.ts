/** The actions of the programme, written by managers. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import type { EventChosen, EventEdition, EventFields } from "@/lib/parcourspro/events/schema"
import { asProgrammeManager } from "@/lib/parcourspro/rights/operations"
import { living } from "@/lib/parcourspro/states/rules"
import type { Tx } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { justBefore, later } from "@/lib/platform/time/presses"
import { record } from "@/lib/trace/journal/operations"

type Done = { eventId: string }
type WriteRefusal = "not-found" | "provider-unknown" | "theme-unknown"

/** Writes an action; its sessions come next. */
export function createEvent(context: ActorContext, { providerSiret, ...fields }: EventFields): Promise<Result<Done, WriteRefusal>> {
  return asProgrammeManager(context, { action: "event.created" }, "none-yet", async (tx): Promise<Result<Done, WriteRefusal>> => {
    const provider = await providerOf(tx, providerSiret)
    if (!provider) return refuse("provider-unknown")
    if (!(await isTheme(tx, fields.themeId))) return refuse("theme-unknown")
    await holdById(tx, "structure", provider.id, "read")
    // Sent twice by one press, a form makes one action; two at once wait for each other.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`event of ${provider.id}`}, 0))`
    const made = { providerId: provider.id, title: fields.title, createdAt: { gte: justBefore(context.now) } }
    const twin = await tx.event.findFirst({ where: made, select: { id: true } })
    if (twin) return ok({ eventId: twin.id })
    const { id } = await tx.event.create({
      data: { ...fields, providerId: provider.id, createdAt: context.now, updatedAt: context.now },
      select: { id: true },
    })
    await record(tx, context, { action: "event.created", structureId: provider.id, targetId: id })
    return ok({ eventId: id })
  })
}

/** Changes an action. Refused when someone has changed it since the form was shown; its provider stays while people are on its sessions. */
export function editEvent(
  context: ActorContext,
  { eventId, seen, providerSiret, ...fields }: EventEdition,
): Promise<Result<Done, WriteRefusal | "changed-meanwhile" | "people-on-it">> {
  return asProgrammeManager(
    context,
    { action: "event.changed", targetId: eventId },
    providerOfEvent(eventId),
    async (tx): Promise<Result<Done, WriteRefusal | "changed-meanwhile" | "people-on-it">> => {
      const provider = await providerOf(tx, providerSiret)
      if (!provider) return refuse("provider-unknown")
      if (!(await isTheme(tx, fields.themeId))) return refuse("theme-unknown")
      await holdById(tx, "structure", provider.id, "read")
      await holdById(tx, "event", eventId, "change")
      const before = await tx.event.findUniqueOrThrow({ where: { id: eventId }, select: { updatedAt: true, providerId: true } })
      if (before.updatedAt.toISOString() !== seen) return refuse("changed-meanwhile")
      if (before.providerId !== provider.id && (await isPeopled(tx, eventId))) return refuse("people-on-it")
      await tx.event.update({ where: { id: eventId }, data: { ...fields, providerId: provider.id, updatedAt: later(context.now) } })
      await record(tx, context, { action: "event.changed", structureId: provider.id, targetId: eventId })
      return ok({ eventId })
    },
  )
}

/** Takes an action out of the programme; refused while people are on its sessions. */
export function archiveEvent(
  context: ActorContext,
  { eventId }: EventChosen,
): Promise<Result<Done, "not-found" | "people-on-it" | "already">> {
  return asProgrammeManager(
    context,
    { action: "event.archived", targetId: eventId },
    providerOfEvent(eventId),
    async (tx): Promise<Result<Done, "people-on-it" | "already">> => {
      await holdById(tx, "event", eventId, "change")
      if (await isPeopled(tx, eventId)) return refuse("people-on-it")
      const { count } = await tx.event.updateMany({
        where: { id: eventId, archivedAt: null },
        data: { archivedAt: context.now, updatedAt: later(context.now) },
      })
      if (count === 0) return refuse("already")
      const { providerId } = await tx.event.findUniqueOrThrow({ where: { id: eventId }, select: { providerId: true } })
      await record(tx, context, { action: "event.archived", structureId: providerId, targetId: eventId })
      return ok({ eventId })
    },
  )
}

/** How to find the provider of an action. */
export function providerOfEvent(eventId: string) {
  return async (tx: Tx) => (await tx.event.findUnique({ where: { id: eventId }, select: { providerId: true } }))?.providerId ?? null
}

async function isPeopled(tx: Tx, eventId: string) {
  return (await tx.registration.count({ where: { eventId, status: { in: [...living] } } })) > 0
}

function providerOf(tx: Tx, siret: string) {
  return tx.structure.findFirst({ where: { siret, state: "active", types: { has: "formateur" } }, select: { id: true } })
}

async function isTheme(tx: Tx, id: string) {
  return (await tx.theme.count({ where: { id, archivedAt: null } })) > 0
}
