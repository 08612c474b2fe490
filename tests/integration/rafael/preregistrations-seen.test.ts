/** Who sees a pre-registration, and who does not: docs/rafael.md. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { ownPreregistrations, preregistrationOf } from "@/lib/rafael/preregistrations/queries"
import { receivedPreregistrations } from "@/lib/rafael/received/queries"
import { aWorld, type Level, ownedBy, people, type World } from "@/tests/support/rafael-matrix"

let world: World
beforeEach(async () => {
  world = await aWorld()
})

describe("33: what is seen", () => {
  const sees: Record<Level | "nobody", string> = {
    prescripteur_1: "- Y - Y - - Y Y - - - -",
    prescripteur_2: "- - Y Y - - Y Y - - - Y",
    prescripteur_3: "- - - Y - - Y Y - - - -",
    nobody: "- - - Y - - Y Y - - - -",
  }
  it.each(Object.entries(sees))("a sent one of %s", async (owner, outcome) => {
    const { id } = await ownedBy(world, owner === "nobody" ? null : (owner as Level), "sent")
    for (const [column, expected] of outcome.split(" ").entries()) {
      const who = people[column] as (typeof people)[number]
      const seen = await preregistrationOf((world.contexts[who] as ActorContext).actor, id)
      expect(seen === null ? "-" : "Y", who).toBe(expected)
    }
  })

  it("one that was not sent does not exist for the training body", async () => {
    for (const status of ["draft", "to_validate"] as const) {
      const { id } = await ownedBy(world, "prescripteur_1", status)
      for (const who of ["OF préinscription", "OF général"])
        expect(await preregistrationOf((world.contexts[who] as ActorContext).actor, id)).toBeNull()
    }
  })

  it("lists follow: each reads their own, a level 3 all, a training body what it received", async () => {
    const [one, two] = [await ownedBy(world, "prescripteur_1", "sent"), await ownedBy(world, "prescripteur_2", "draft")]
    const list = async (who: string, view: "structure" | "envoyees" | "brouillons") =>
      (
        await ownPreregistrations((world.contexts[who] as ActorContext).actor, world.prescriber.structure.id, view, { q: "", page: 1 })
      )?.rows.map(({ id }) => id)
    expect(await list("niveau 1", "structure")).toEqual([one.id])
    expect(await list("niveau 2", "brouillons")).toEqual([two.id])
    expect((await list("niveau 3", "structure"))?.toSorted()).toEqual([one.id, two.id].toSorted())
    for (const who of ["member", "niveau 3 elsewhere", "référent", "manager", "OF général"])
      expect(await list(who, "structure")).toBeUndefined()
    const filters = { q: "", page: 1, session: "", statut: "toutes" } as const
    const received = async (who: string) =>
      (await receivedPreregistrations((world.contexts[who] as ActorContext).actor, world.body.structure.id, filters))?.rows.map(
        ({ id }) => id,
      )
    expect(await received("OF général")).toEqual([one.id])
    expect(await received("OF préinscription")).toEqual([one.id])
    for (const who of ["OF catalogue", "OF général elsewhere", "niveau 3", "manager"]) expect(await received(who)).toBeUndefined()
  })
})
