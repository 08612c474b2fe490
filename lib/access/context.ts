import type { Actor } from "@/lib/access/permissions"

/** Who asks, when and from where: what every operation receives besides its input. */
export type Context = { actor: Actor | null; now: Date; ip: string | null; userAgent: string | null; requestId: string }

/** The context of an operation for people signed in. */
export type ActorContext = Context & { actor: Actor }
