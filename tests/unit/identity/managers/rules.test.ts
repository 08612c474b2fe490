import { expect, it } from "vitest"
import type { Actor } from "@/lib/access/permissions"
import { durationWords, levelOf, levelRanges } from "@/lib/desk/figures/rules"
import { stateOf } from "@/lib/desk/news/rules"
import { wayToResend } from "@/lib/desk/resends/rules"
import { mayMerge, mayUndo } from "@/lib/desk/structure-merges/rules"
import { mayConfirm, mayNominate } from "@/lib/identity/managers/rules"
import { isPersonalDomain } from "@/lib/membership/decisions/rules"

const manager: Actor = {
  accountId: "m",
  sessionId: "s",
  firstName: "C",
  lastName: "R",
  email: "c@exemple.fr",
  isManager: true,
  authAt: new Date(0),
  affiliations: [],
  control: null,
}
const person = { id: "p", isManager: false, disabledAt: null, erasedAt: null }
const why = (result: { ok: boolean; why?: string }) => (result.ok ? "ok" : result.why)

it.each([
  [person, "ok"],
  [null, "not-found"],
  [{ ...person, id: "m" }, "oneself"],
  [{ ...person, disabledAt: new Date(0) }, "closed"],
  [{ ...person, isManager: true }, "manager-already"],
])("proposing %o: %s", (account, expected) => {
  expect(why(mayNominate(manager, account))).toBe(expected)
})

it.each([
  [{ status: "pending", proposedBy: "n", account: person }, "ok"],
  [{ status: "pending", proposedBy: "m", account: person }, "proposer"],
  [{ status: "refused", proposedBy: "n", account: person }, "already-decided"],
  [{ status: "pending", proposedBy: "n", account: { ...person, id: "m" } }, "oneself"],
  [null, "not-found"],
])("confirming %o: %s", (nomination, expected) => {
  expect(why(mayConfirm(manager, nomination))).toBe(expected)
})

it.each([
  ["left", "failed", "a@b.fr", "retry"],
  ["left", "queued", "a@b.fr", "retry"],
  ["left", "sent", "a@b.fr", "copy"],
  ["left", "abandoned", "a@b.fr", "retry"],
  ["reset-password", "abandoned", "a@b.fr", "renew"],
  ["address-confirm", "abandoned", "a@b.fr", "personal-link"],
  ["reset-password", "sent", "a@b.fr", "renew"],
  ["address-confirm", "sent", "a@b.fr", "personal-link"],
  ["left", "sent", "", "forgotten"],
] as const)("a message %s, %s, goes again by %s %s", (template, status, toEmail, expected) => {
  const way = wayToResend({ template, status, toEmail })
  expect(way.ok ? way.value : way.why).toBe(expected)
})

it("announcements, merges, figures and domains, at their edges", () => {
  const at = new Date(1000)
  const moment = (ms: number) => new Date(ms)
  expect(stateOf({ startsAt: null, endsAt: null }, at)).toBe("draft")
  expect(stateOf({ startsAt: at, endsAt: null }, at)).toBe("published")
  expect(stateOf({ startsAt: at, endsAt: at }, at)).toBe("over")
  expect(stateOf({ startsAt: moment(1001), endsAt: null }, at)).toBe("scheduled")
  const open = { id: "a", state: "active" } as const
  expect(why(mayMerge(open, { id: "b", state: "closed" }))).toBe("ok")
  expect(why(mayMerge({ ...open, state: "closed" }, { ...open, id: "b" }))).toBe("kept-closed")
  expect(why(mayMerge(open, open))).toBe("same-structure")
  expect(why(mayMerge(open, null))).toBe("structure-unknown")
  const month = 30 * 24 * 3_600_000
  expect(why(mayUndo({ mergedAt: moment(0), undoneAt: null }, moment(month)))).toBe("ok")
  expect(why(mayUndo({ mergedAt: moment(0), undoneAt: null }, moment(month + 1)))).toBe("too-late")
  expect(why(mayUndo({ mergedAt: moment(0), undoneAt: at }, moment(1)))).toBe("already-undone")
  expect([0, 1, 50, 100].map((value) => levelOf(value, 100))).toEqual([0, 1, 3, 5])
  expect([0.01, 0.5, 1, 3, 47, 72].map(durationWords)).toEqual(["1 minute", "30 minutes", "1 heure", "3 heures", "47 heures", "3 jours"])
  expect(["gmail.com", "orange.fr", "yahoo.co.uk"].every(isPersonalDomain)).toBe(true)
  expect(["mission-locale.fr", "orange-formation.fr", "free-lance.org"].some(isPersonalDomain)).toBe(false)
})

it("the legend of the map says of each level what the map draws with it", () => {
  expect(levelRanges(0)).toEqual([])
  for (const most of [1, 2, 3, 7, 15, 100, 413])
    for (const value of Array(most + 1).keys()) {
      const ofValue = levelRanges(most).filter(({ from, to }) => value >= from && value <= to)
      expect([most, value, ofValue.map(({ level }) => level)]).toEqual([most, value, [levelOf(value, most)]])
    }
})
