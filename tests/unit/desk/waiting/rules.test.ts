import { expect, it } from "vitest"
import { type Waiting, waitingTotal, waitingWords } from "@/lib/desk/waiting/rules"

it("what waits is said kind by kind, and counted whole", () => {
  const waiting: Waiting[] = [
    { kind: "first-account", count: 2, oldest: null },
    { kind: "listing", count: 0, oldest: null },
    { kind: "contact", count: 1, oldest: null },
    { kind: "unanswered", count: 4, oldest: null },
  ]
  expect(waitingWords(waiting)).toBe("2 premiers comptes, 4 demandes sans réponse, 1 message")
  expect(waitingTotal(waiting)).toBe(7)
  expect(waitingWords([])).toBe("")
})
