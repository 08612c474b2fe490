import * as z from "zod/mini"

/** How often someone of a training body is told of what it receives. */
export const receivedPaces = { each: "Un message à chaque envoi", daily: "Un seul message par jour" } as const
export type ReceivedPace = keyof typeof receivedPaces

export const receivedPaceSchema = z.strictObject({
  structureId: z.uuid("Structure inconnue."),
  pace: z.enum(["each", "daily"], "Choisissez une des réponses proposées."),
})
