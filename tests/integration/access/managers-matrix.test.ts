/**
 * 32, the managers' column: each kind of person calls every operation of /admin, going around the screens. Anyone but a manager gets
 * "not found" and leaves one row in the journal, and nothing else changes.
 */

import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { mergeAccounts, partAccounts } from "@/lib/desk/account-merges/operations"
import { answerContact, closeContact } from "@/lib/desk/contacts/operations"
import { acceptCorrection, refuseCorrection } from "@/lib/desk/corrections/operations"
import { askAboutErrand } from "@/lib/desk/errand-questions/operations"
import { checkImport, dropImport, keepFile, startImport } from "@/lib/desk/import-files/operations"
import { guessColumns } from "@/lib/desk/imports/rules"
import { publishAnnouncement, saveAnnouncement, withdrawAnnouncement } from "@/lib/desk/news/operations"
import { resendConfirmation, resendMessage } from "@/lib/desk/resends/operations"
import { mergeStructures, undoMerge } from "@/lib/desk/structure-merges/operations"
import { changeTypes, closeStructure, createStructure, editStructure, reopenStructure } from "@/lib/desk/structures/operations"
import { disableAccount, enableAccount, endSessionsFor, unlockAccount } from "@/lib/desk/suspensions/operations"
import { removeTileLink, saveTileLink } from "@/lib/desk/tiles/operations"
import { type Audience, audiences } from "@/lib/desk/tiles/rules"
import { takeControl } from "@/lib/identity/control/operations"
import { confirmNomination, dropNomination, nominate, removeManager } from "@/lib/identity/managers/operations"
import { removeFactorsOf } from "@/lib/identity/second-factor/operations"
import {
  acceptReferentChange,
  appointReferent,
  refuseReferentChange,
  removeReferent,
} from "@/lib/membership/referent-appointments/operations"
import { closeReview, openReview } from "@/lib/membership/reviews/operations"
import { db } from "@/lib/platform/db/client"
import type { Result } from "@/lib/platform/result"
import {
  aManager,
  anAccount,
  anActiveAffiliation,
  aSiret,
  aStructure,
  aStructureWithEveryone,
  aWaitingSignup,
  contextOf,
  now,
} from "@/tests/support/factories"
import { everyone } from "@/tests/support/reviews"

async function aWorld() {
  const { structure, affiliation, people } = await aStructureWithEveryone()
  const referent = await db.affiliation.findFirstOrThrow({ where: { structureId: structure.id, isReferent: true } })
  const second = await anAccount()
  await anActiveAffiliation(second.id, structure.id, { isReferent: true })
  const closed = await aStructure({ state: "closed" })
  const absorbed = await aStructure()
  const merged = await aStructure({ state: "closed" })
  const [person, disabled, colleague, nominee] = [
    await anAccount(),
    await anAccount({ disabledAt: now }),
    await aManager(),
    await anAccount(),
  ]
  const common = { structureId: structure.id, accountId: people.referent.id }
  const by = colleague.id
  return {
    structure,
    affiliation,
    referent,
    closed,
    absorbed,
    person,
    disabled,
    colleague,
    nomination: await db.managerNomination.create({ data: { accountId: nominee.id, proposedBy: by, proposedAt: now, reason: "Renfort" } }),
    nominee,
    merge: await db.structureMerge.create({
      data: {
        keptId: structure.id,
        absorbedId: merged.id,
        mergedAt: now,
        mergedBy: by,
        moves: [],
        was: { state: "active", closedAt: null, successorId: null },
      },
    }),
    accountMerge: await db.accountMerge.create({
      data: {
        keptId: person.id,
        absorbedId: (await anAccount({ disabledAt: now, mergedIntoId: person.id })).id,
        mergedAt: now,
        mergedBy: by,
        moves: [],
        others: { invitations: [], listings: [] },
      },
    }),
    correction: await db.correction.create({ data: { ...common, proposed: { sigle: { from: "", to: "IE" } } } }),
    change: await db.referentChange.create({ data: { ...common, proposed: { affiliationId: affiliation.id, isLeaving: false } } }),
    contact: await db.contactMessage.create({
      data: { name: "A", email: "a@exemple.fr", subject: "S", message: "M", createdAt: now },
    }),
    announcement: await db.announcement.create({ data: { tile: "rafael", title: "T", body: "B" } }),
    link: await db.tileLink.create({ data: { tile: "rafael", label: "T", address: "/rafael", position: 1, updatedAt: now } }),
    message: await db.message.create({ data: { template: "left", data: {}, toEmail: "a@exemple.fr", status: "failed" } }),
    signup: await aWaitingSignup(structure.id),
    review: await db.review.create({ data: { scope: "all", deadline: new Date("2026-12-24"), openedAt: now, openedBy: by } }),
    uploaded: await anImport(by, "uploaded"),
    checked: await anImport(by, "checked"),
    people: { stranger: people.stranger.id, member: people.member.id, référent: people.referent.id, manager: people.manager.id },
  }
}

function anImport(createdBy: string, status: "uploaded" | "checked") {
  const header = ["siret", "raison_sociale"]
  const columns = { header, map: guessColumns(header) }
  const content = new TextEncoder().encode("siret;raison_sociale\n")
  return db.structureImport.create({ data: { fileName: "f.csv", content, columns, status, total: 0, createdBy, createdAt: now } })
}

type World = Awaited<ReturnType<typeof aWorld>>
let world: World
beforeEach(async () => {
  world = await aWorld()
})

type Operation = (context: ActorContext, at: World) => Promise<Result<unknown, string>>
const reason = "Demandé au téléphone"
const typed = { raisonSociale: "Autre nom", sigle: "", enseigne: "", address: "", postcode: "", city: "" }
const noProfil = Object.fromEntries(audiences.map((audience) => [audience, false])) as Record<Audience, boolean>
const csv = () => new TextEncoder().encode("siret;raison_sociale\n")
const map = { sigle: null, enseigne: null, adresse: null, code_postal: null, commune: null, types: null, etat: null }

const operations: Record<string, Operation> = {
  "take control": (context, { person }) => takeControl(context, { accountId: person.id, reason }),
  "disable an account": (context, { person }) => disableAccount(context, { accountId: person.id, reason, withoutReferent: false }),
  "enable an account": (context, { disabled }) => enableAccount(context, { accountId: disabled.id }),
  "end someone's sessions": (context, { person }) => endSessionsFor(context, { accountId: person.id }),
  "unlock an account": (context, { person }) => unlockAccount(context, { accountId: person.id }),
  "take second factors away": (context, { person }) => removeFactorsOf(context, { accountId: person.id, reason }),
  "merge two accounts": (context, { person, nominee }) => mergeAccounts(context, { accountId: person.id, absorbedId: nominee.id }),
  "part two accounts": (context, { accountMerge }) => partAccounts(context, { mergeId: accountMerge.id }),
  "propose a manager": (context, { person }) => nominate(context, { accountId: person.id, reason }),
  "confirm a manager": (context, { nomination }) => confirmNomination(context, { nominationId: nomination.id }),
  "drop a proposal": (context, { nomination }) => dropNomination(context, { nominationId: nomination.id }),
  "remove a manager": (context, { colleague }) => removeManager(context, { accountId: colleague.id, reason }),
  "create a structure": (context) => createStructure(context, { ...typed, siret: aSiret(), type: "formateur" }),
  "edit a structure": (context, { structure }) =>
    editStructure(context, { ...typed, structureId: structure.id, seen: structure.updatedAt.toISOString() }),
  "change its types": (context, { structure }) => changeTypes(context, { structureId: structure.id, type: "formateur", people: 1 }),
  "close a structure": (context, { structure }) => closeStructure(context, { structureId: structure.id, reason, successor: "" }),
  "reopen a structure": (context, { closed }) => reopenStructure(context, { structureId: closed.id }),
  "merge two structures": (context, { structure, absorbed }) =>
    mergeStructures(context, { structureId: structure.id, absorbedId: absorbed.id, people: 0 }),
  "undo a merge": (context, { merge }) => undoMerge(context, { mergeId: merge.id }),
  "appoint a référent": (context, { affiliation }) => appointReferent(context, { affiliationId: affiliation.id }),
  "remove a référent": (context, { referent }) => removeReferent(context, { affiliationId: referent.id, reason, withoutReferent: false }),
  "accept a change of référent": (context, { change }) => acceptReferentChange(context, { referentChangeId: change.id }),
  "refuse a change of référent": (context, { change }) => refuseReferentChange(context, { referentChangeId: change.id, reason }),
  "accept a correction": (context, { correction, structure }) =>
    acceptCorrection(context, { correctionId: correction.id, people: 0, seen: structure.updatedAt.toISOString() }),
  "refuse a correction": (context, { correction }) => refuseCorrection(context, { correctionId: correction.id, reason }),
  "answer a message": (context, { contact }) => answerContact(context, { contactMessageId: contact.id, answer: "Bonjour" }),
  "file a message": (context, { contact }) => closeContact(context, { contactMessageId: contact.id }),
  "write an announcement": (context) => saveAnnouncement(context, { tile: "rafael", category: "aide", title: "T", body: "B" }),
  "publish an announcement": (context, { announcement }) =>
    publishAnnouncement(context, { announcementId: announcement.id, startsOn: null, endsOn: null }),
  "write a link of a tile": (context, { link }) =>
    saveTileLink(context, { ...noProfil, linkId: link.id, tile: "rafael", label: "L", address: "/rafael", position: 1, opensTab: false }),
  "add a link to a tile": (context) =>
    saveTileLink(context, { ...noProfil, tile: "adherer", label: "L", address: "/aide", position: 1, opensTab: false }),
  "remove a link of a tile": (context, { link }) => removeTileLink(context, { linkId: link.id }),
  "withdraw an announcement": (context, { announcement }) => withdrawAnnouncement(context, { announcementId: announcement.id }),
  "send a message again": (context, { message }) => resendMessage(context, { messageId: message.id, from: "/admin/courriels" }),
  "send a confirmation again": (context, { signup }) => resendConfirmation(context, { email: signup.email }),
  "open a review of rights": (context) => openReview(context, { ...everyone, scope: "type", scopeValue: "formateur" }),
  "close a review of rights": (context, { review }) => closeReview(context, { reviewId: review.id }),
  "ask about a correction": (context, { correction }) =>
    askAboutErrand(context, { nature: "modifications", id: correction.id, text: "Depuis quand ?" }),
  "send a file": (context) => keepFile(context, { fileName: "f.csv", bytes: csv() }),
  "check an import": (context, { uploaded }) =>
    checkImport(context, { importId: uploaded.id, ...map, siret: "siret", raison_sociale: "raison_sociale" }),
  "start an import": (context, { checked }) => startImport(context, { importId: checked.id }),
  "drop an import": (context, { uploaded }) => dropImport(context, { importId: uploaded.id }),
}

/** All that an operation could change, except the journal and the last-seen dates. */
async function everything() {
  const tables = ["account", "affiliation", "structure", "session", "message", "correction", "referent_change", "contact_message"]
  const more = [
    "announcement",
    "tile_link",
    "manager_nomination",
    "structure_merge",
    "structure_import",
    "question",
    "token",
    "signup",
    "review",
    "account_merge",
    "errand_question",
  ]
  const rows = await Promise.all(
    [...tables, ...more].map((table) => db.$queryRawUnsafe(`SELECT to_jsonb(t) AS row FROM "${table}" t ORDER BY t::text`)),
  )
  const jobs = await db.$queryRaw`SELECT count(*)::int FROM jobs.job`
  return JSON.stringify([rows, jobs])
}

describe("refused to everyone else", () => {
  it.each(Object.entries(operations))("%s", async (_name, operation) => {
    const asking = [world.people.stranger, world.people.member, world.people.référent]
    const contexts = await Promise.all(asking.map((id) => contextOf(id)))
    const before = await everything()
    for (const context of contexts) {
      const { accountId: actorId } = context.actor
      expect(await operation(context, world)).toEqual({ ok: false, why: "not-found" })
      expect(await everything()).toEqual(before)
      expect(await db.journal.findMany({ where: { actorId } })).toMatchObject([{ outcome: "refused" }])
    }
    expect(await db.journal.count()).toBe(3)
  })
})

describe("done by a manager, with its row in the journal", () => {
  it.each(Object.entries(operations))("%s", async (_name, operation) => {
    const context = await contextOf(world.people.manager)
    expect(await operation(context, world)).toMatchObject({ ok: true })
    const journal = await db.journal.findMany()
    expect(journal.every(({ outcome, actorId }) => outcome === "done" && actorId === context.actor.accountId)).toBe(true)
    expect(journal.length).toBeGreaterThan(0)
  })
})

it.each([
  ["disabled", { disabledAt: now }],
  ["a manager no more", { isManager: false }],
] as const)("36: a manager who is %s since their page opened does nothing more", async (_what, change) => {
  const context = await contextOf(world.people.manager)
  await db.account.update({ where: { id: context.actor.accountId }, data: change })
  const before = await everything()
  for (const [name, operation] of Object.entries(operations)) {
    expect([name, await operation(context, world)]).toEqual([name, { ok: false, why: "not-found" }])
    expect(await everything(), name).toEqual(before)
  }
})
