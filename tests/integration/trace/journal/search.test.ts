import { beforeEach, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { exportJournal } from "@/lib/desk/journal-exports/operations"
import { setProfil } from "@/lib/membership/profils/operations"
import { db } from "@/lib/platform/db/client"
import { record } from "@/lib/trace/journal/operations"
import { journalPage } from "@/lib/trace/journal/queries"
import { readJournalAddress } from "@/lib/trace/journal/schema"
import { markOf } from "@/lib/vocabulary/profils/rules"
import {
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aStructure,
  aStructureWithReferent,
  contextOf,
  now,
} from "@/tests/support/factories"

let manager: ActorContext
beforeEach(async () => {
  manager = await aManagerContext()
})

it("taken away, it is in French to the last column, and says that it was", async () => {
  const structure = await aStructure({ raisonSociale: "Institut" })
  const none = { rafaelProfil: null, isEmployeur: false, isPrestataire: false }
  const changes = { before: { ...none, isEmployeur: true }, after: none }
  await record(db, manager, { action: "profils.set", structureId: structure.id, targetId: null, cause: "structure-types", changes })
  await record(db, manager, {
    action: "structure.close",
    structureId: structure.id,
    targetId: null,
    reason: "Déménagement",
    changes: { successorId: null },
  })
  const { avant: _avant, ...everything } = readJournalAddress({})
  const file = await new Response(await exportJournal(manager, everything)).text()
  const lines = file
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(";"))
  expect(lines.map(([, , action, outcome, reason, , , detail]) => [action, outcome, reason, detail])).toEqual([
    ["Action", "Issue", "Raison", "Détail"],
    ["Export du journal", "fait", "", "Tout le journal."],
    ["Fermeture d’une structure", "fait", "Déménagement", ""],
    ["Changement de droits", "fait", "la structure a perdu ce type", "Avant : Employeur, Bénéficiaire. Après : Bénéficiaire."],
  ])
})

/** A right that Élise got in a structure of that name. */
async function aGrant(raisonSociale: string, email: string) {
  const { structure, referent } = await aStructureWithReferent({ raisonSociale })
  const person = await anAccount({ firstName: "Élise", lastName: "Béranger", email })
  const { id } = await anActiveAffiliation(person.id, structure.id)
  const seen = markOf({ rafaelProfil: null, isEmployeur: false, isPrestataire: false })
  await setProfil(await contextOf(referent.id), { affiliationId: id, gesture: "add", profil: "employeur", seen })
  return { structure, person, referent }
}

it("rows are found by person, structure, action and day, in any of the ways they are named; by nobody but a manager", async () => {
  const here = await aGrant("Lycée d’Été", "elise@ici.fr")
  await aGrant("Ailleurs", "elise@la-bas.fr")
  const found = async (filters: Record<string, string>, actor = manager.actor) => {
    const { avant, ...narrowing } = readJournalAddress(filters)
    return (await journalPage(actor, narrowing, avant)).lines.length
  }
  const { id, siret } = here.structure
  for (const structure of [id, siret, "lycee ete", "Lycée"]) expect([structure, await found({ structure })]).toEqual([structure, 1])
  for (const personne of [here.person.id, "elise@ici.fr", "ELISE@ici.fr", "elise@ici"])
    expect([personne, await found({ personne })]).toEqual([personne, 1])
  for (const personne of ["elise beranger", "Béranger"]) expect([personne, await found({ personne })]).toEqual([personne, 2])
  // Words that name nobody and nothing must find no row: they do not mean everyone or everything.
  for (const words of ["%", "_", "«»", "\0", "\ud800", "autre chose"])
    expect([words, await found({ personne: words }), await found({ structure: words })]).toEqual([words, 0, 0])
  expect([await found({}), await found({ action: "profils.set" }), await found({ action: "structure.close" })]).toEqual([2, 2, 0])
  const day = "2026-11-24"
  expect(now.toISOString().slice(0, 10)).toBe(day)
  expect([await found({ du: day, au: day }), await found({ du: "2026-11-25" }), await found({ au: "2026-11-23" })]).toEqual([2, 0, 0])
  expect(await found({}, (await contextOf(here.referent.id)).actor)).toBe(0)
})

it("an import is one line that unfolds: its rows hide nothing else, and are exported", async () => {
  const kept = { id: (await aStructure()).id }
  const row = (action: string, reason: string | null) =>
    db.journal.create({ data: { action, outcome: "done", at: now, reason, structureId: kept.id, targetId: kept.id, requestId: "import" } })
  await row("structure.create", "structure-import")
  await row("structure.update", "structure-import")
  const whole = await db.journal.create({
    data: { action: "structure.import", outcome: "done", at: now, requestId: "import", changes: { created: 1, changed: 1, rejected: 0 } },
  })
  const read = async (asked: Record<string, string>) => {
    const { avant, ...filters } = readJournalAddress(asked)
    return (await journalPage(manager.actor, filters, avant)).lines.map(({ action }) => action)
  }
  expect(await read({})).toEqual(["structure.import"])
  expect(await read({ import: String(whole.id) })).toEqual(["structure.update", "structure.create"])
  expect(await read({ structure: kept.id })).toEqual(["structure.update", "structure.create"])
  expect(await read({ action: "structure.create" })).toEqual(["structure.create"])
  const { avant: _avant, ...everything } = readJournalAddress({})
  expect(await new Response(await exportJournal(manager, everything)).text()).toMatch(/Création.*structure/)
})
