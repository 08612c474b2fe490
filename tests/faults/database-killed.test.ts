import { globSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { strikeAfterCommit } from "@/tests/support/faulty-cluster"
import { gestures, portalGestures } from "@/tests/support/gestures"
import { aClusterToKill, isLong, killInEach, outcomeOf } from "@/tests/support/killed-gestures"
import { pictureOfData } from "@/tests/support/picture"
import { giveTraces } from "@/tests/support/traces"

const cluster = aClusterToKill()

describe("9: the database is killed in the middle of", () => killInEach(portalGestures, cluster))

it("killed once the commit is written, before it could be told: it is there, and a second try says so", async () => {
  for (let round = 0; round < (isLong ? 20 : 4); round += 1) {
    const gesture = await gestures["validating a request"]?.()
    if (!gesture) throw new Error("no such gesture")
    await giveTraces()
    const before = await pictureOfData()
    const disarm = strikeAfterCommit(() => cluster.kill())
    const struck = await outcomeOf(gesture)
    disarm()
    await cluster.restart()
    expect(struck).toHaveProperty("error")
    expect(await pictureOfData(), "written, and not told").not.toEqual(before)
    expect(await outcomeOf(gesture)).toMatchObject({ done: { ok: false, why: "already-decided" } })
    expect(await dataProblems()).toEqual([])
  }
})

/** Operations with one transaction of the same shape as a gesture above (a changed row, a message, a line of the journal), or with none. */
const alike = `
  saveTileLink removeTileLink publishAnnouncement withdrawAnnouncement answerContact closeContact refuseCorrection refuseReferentChange acceptReferentChange
  refuseListing dropNomination removeManager nominate giveControlBack enableAccount endSessionsFor unlockAccount
  createStructure editStructure reopenStructure answerClarification setPace resendConfirmation resendMessage resendMessages sendPasswordLink validateRequests validateThen confirmHere correctSentAddress refuseRequests
  endOwnSession endOwnSessions endSession renewVerification askReset updateInformation cancelAddressChange confirmAddressChange
  stopAddressChange proveIdentity addPasskey givePasskey removePasskey signInWithPasskey beginTotp cancelTotp confirmTotp giveCode renewRecoveryCodes
  removeTotp removeFactorsOf proveMailbox sendFactorLink checkImport dropImport startImport sendCorrection
  askAboutErrand answerAboutErrand acceptErrands refuseErrands askAboutErrands
  dropFile closeReview detachPeople answerSeveral restoreProfil
  endAbsence acceptStandIn declineStandIn previewInvitations cancelInvitation declineInvitation resendInvitation
  sendSeveral returnSeveral followSeveral searchCandidates renewFeed`.split(/\s+/)

it("every operation that a form calls is among these gestures, or like one of them", () => {
  const root = path.resolve(import.meta.dirname, "../..")
  const text = ["gestures", "offer-gestures", "preregistration-gestures", "programme-gestures", "sign-on-gestures"]
    .map((file) => readFileSync(path.join(root, `tests/support/${file}.ts`), "utf8"))
    .join()
  const called = globSync("lib/**/actions.ts", { cwd: root }).flatMap((file) =>
    [...readFileSync(path.join(root, file), "utf8").matchAll(/import \{([^}]*)\} from "@\/lib\/[a-z/-]+\/operations"/g)].flatMap(
      ([, names = ""]) => names.split(",").map((name) => name.trim()),
    ),
  )
  expect(called.length).toBeGreaterThan(40)
  expect(called.filter((name) => name !== "" && !name.startsWith("type ") && !text.includes(`${name}(`) && !alike.includes(name))).toEqual(
    [],
  )
})
