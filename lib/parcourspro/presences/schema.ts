/** What a provider notes of a half-day: one state for each person, as `etat-<registration>`. */
import * as z from "zod/mini"
import { type PresenceState, presenceStates } from "@/lib/parcourspro/presences/rules"

const prefix = "etat-"
const states = Object.keys(presenceStates) as [PresenceState, ...PresenceState[]]
const id = z.uuid("Inscription inconnue.")

/** The states by registration; whoever has none is left as they are. */
function statesOf(form: Record<string, string>) {
  const noted = Object.entries(form)
    .filter(([name, state]) => name.startsWith(prefix) && state !== "")
    .map(([name, state]) => ({ registrationId: name.slice(prefix.length), state }))
  const rest = Object.fromEntries(Object.entries(form).filter(([name]) => !name.startsWith(prefix)))
  return { ...rest, noted }
}

const whole = z.strictObject({
  sessionId: z.uuid("Session inconnue."),
  halfDayId: z.uuid("Demi-journée inconnue."),
  how: z.enum(["tick", "paper"], "Choisissez comment vous l’avez relevée."),
  noted: z
    .array(z.strictObject({ registrationId: id, state: z.enum(states, "Choisissez une des réponses proposées.") }))
    .check(z.minLength(1, "Notez au moins une personne."), z.maxLength(500, "Cinq cents personnes au plus.")),
})

export const presenceSheet = z.pipe(
  z.record(z.string(), z.string()),
  z.pipe(
    z.transform((form: Record<string, string>) => statesOf(form) as never),
    whole as unknown as z.ZodMiniType<z.output<typeof whole>, never>,
  ),
)
export type PresenceSheet = z.infer<typeof presenceSheet>

export const ownPresence = z.strictObject({ code: z.string().check(z.maxLength(120)) })
export type OwnPresence = z.infer<typeof ownPresence>
