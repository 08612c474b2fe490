import { describe, expect, it } from "vitest"
import type { Actor } from "@/lib/access/permissions"
import { mayTakeControl } from "@/lib/identity/control/rules"
import { mayGoOn } from "@/lib/identity/sessions/rules"

const manager: Actor = {
  accountId: "m",
  sessionId: "s",
  firstName: "C",
  lastName: "R",
  email: "camille@exemple.fr",
  isManager: true,
  authAt: new Date(0),
  affiliations: [],
  control: null,
}
const target = { accountId: "p", isManager: false, isClosed: false }
const open = { isOn: true, managers: [] }

describe("taking control", () => {
  it.each([
    ["a manager, of someone", manager, target, open, "ok"],
    ["someone else", { ...manager, isManager: false }, target, open, "not-found"],
    [
      "from an account under control",
      { ...manager, control: { accountId: "n", sessionId: "t", firstName: "", lastName: "", expiresAt: new Date(0) } },
      target,
      open,
      "not-found",
    ],
    ["where it is closed", manager, target, { ...open, isOn: false }, "switched-off"],
    ["where it is open to others", manager, target, { isOn: true, managers: ["autre@exemple.fr"] }, "switched-off"],
    ["where it is open to them", manager, target, { isOn: true, managers: ["camille@exemple.fr"] }, "ok"],
    ["of oneself", manager, { ...target, accountId: "m" }, open, "oneself"],
    ["of a peer", manager, { ...target, isManager: true }, open, "manager"],
    ["of a closed account", manager, { ...target, isClosed: true }, open, "closed"],
  ] as const)("%s", (_what, actor, whom, settings, expected) => {
    const may = mayTakeControl(actor, whom, settings)
    expect(may.ok ? "ok" : may.why).toBe(expected)
  })
})

describe("going on", () => {
  const controller = { email: "camille@exemple.fr", isManager: true, isDisabled: false, isSessionLive: true }
  it.each([
    ["as it began", controller, false, open, true],
    ["once demoted", { ...controller, isManager: false }, false, open, false],
    ["once disabled", { ...controller, isDisabled: true }, false, open, false],
    ["once signed out", { ...controller, isSessionLive: false }, false, open, false],
    ["once the person is a manager", controller, true, open, false],
    ["once closed by settings", controller, false, { ...open, isOn: false }, false],
  ] as const)("%s", (_what, state, isManager, settings, expected) => {
    expect(mayGoOn(state, { isManager }, settings)).toBe(expected)
  })
})
