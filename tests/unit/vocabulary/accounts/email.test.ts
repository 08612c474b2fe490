import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { parseEmail } from "@/lib/vocabulary/accounts/rules"

describe("an e-mail address", () => {
  it.each([
    ["  Prenom.NOM@Structure.FR ", "prenom.nom@structure.fr"],
    ["a+b@sous.domaine.example", "a+b@sous.domaine.example"],
    ["o'neil@ecole.fr", "o'neil@ecole.fr"],
  ])("%s is kept as %s", (typed, kept) => {
    expect(parseEmail(typed)).toBe(kept)
  })

  it.each([
    "a＠b.fr",
    "a@b.fr,c@d.fr",
    "a@b.fr\r\nBcc: tous@b.fr",
    "a\u202e@b.fr",
    "a\u200b@b.fr",
    "é@b.fr",
    "a@bücher.fr",
    "a@b",
    "a b@c.fr",
    "@b.fr",
    "a@",
    "a..b@c.fr",
    "a@-b.fr",
    `${"a".repeat(65)}@b.fr`,
    `a@${"b".repeat(60)}.${"c".repeat(200)}.fr`,
    "a\0@b.fr",
    "\ud800@b.fr",
    "",
  ])("20: %j is refused", (typed) => {
    expect(parseEmail(typed)).toBeNull()
  })

  it("is the same whatever the case typed, and normalising twice changes nothing", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const once = parseEmail(email)
        fc.pre(once !== null)
        expect(parseEmail(email.toUpperCase())).toBe(once)
        expect(parseEmail(once ?? "")).toBe(once)
      }),
    )
  })
})
