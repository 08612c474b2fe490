import { expect, it } from "vitest"
import { type Waiting, waitingTotal, waitingWords } from "@/lib/desk/waiting/rules"

it("what waits is said kind by kind, and counted whole", () => {
  const waiting: Waiting[] = [
    { kind: "first-account", count: 2 },
    { kind: "listing", count: 0 },
    { kind: "contact", count: 1 },
    { kind: "unanswered", count: 4 },
  ]
  expect(waitingWords(waiting)).toBe("2 premiers comptes, 1 message, 4 demandes sans réponse")
  expect(waitingTotal(waiting)).toBe(7)
  expect(waitingWords([])).toBe("")
})
