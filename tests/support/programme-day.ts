/** The day of a session whose papers have all they must carry: its people, its half-days, and who came. */
import { recordPresences } from "@/lib/parcourspro/presences/operations"
import { db } from "@/lib/platform/db/client"
import { aProgramme, aRegistration, atNine, contextFor } from "@/tests/support/parcourspro"

export type ProgrammeDay = Awaited<ReturnType<typeof aProgrammeDay>>

export async function aProgrammeDay() {
  const world = await aProgramme({
    event: {
      objectives: "Accueillir chacun, sans condition.",
      programme: "Écouter ; orienter ; relayer.",
      methods: "Mises en situation.",
      evaluation: "Questionnaire à la fin.",
    },
    session: {
      trainers: [{ name: "Ada Lovelace", quality: "ingénieure" }],
      contactName: "Service programme",
      adaptationContact: "Référent handicap",
      internalRules: "https://exemple.fr/reglement",
    },
  })
  const halves = await db.halfDay.findMany({ where: { sessionId: world.session.id }, orderBy: { startsAt: "asc" } })
  const one = (status: Parameters<typeof aRegistration>[0]["status"] = "confirmed", who = world.coming.person) =>
    aRegistration({
      accountId: who.accountId,
      structureId: world.coming.structure.id,
      sessionId: world.session.id,
      ...(status ? { status } : {}),
    })
  /** The provider, on the day: the first half-day has begun. */
  const onTheDay = async (at = atNine(30)) => ({ ...(await contextFor(world.giver.provider)), now: at })
  const note = async (half: number, states: Record<string, "present" | "absent" | "excused">, at = atNine(31)) =>
    recordPresences(await onTheDay(at), {
      sessionId: world.session.id,
      halfDayId: halves[half]?.id ?? "",
      how: "tick",
      noted: Object.entries(states).map(([registrationId, state]) => ({ registrationId, state })),
    })
  return { world, halves, one, onTheDay, note }
}
