import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { describe, expect, it } from "vitest"
import { reading, type SearchParams, severalWords, words } from "@/lib/platform/http/search-params"

const readAddress = reading({
  q: words,
  demande: severalWords,
  page: parseAsInteger.withDefault(1),
  type: parseAsStringLiteral(["a", "b"]),
})
const usual = { q: "", demande: [], page: 1, type: null }

describe("an address", () => {
  it("that says nothing is the usual one, and so is one that says what it may not", async () => {
    expect(readAddress({})).toEqual(usual)
    expect(await readAddress(Promise.resolve({ page: "douze", type: "constructor", autre: "x" }))).toEqual(usual)
  })

  it("that says a thing twice says the first, unless several are asked for", async () => {
    const asked = Promise.resolve({ q: ["un", "deux"], demande: ["un", "deux"], page: ["2", "3"] })
    expect(await readAddress(asked)).toEqual({ q: "un", demande: ["un", "deux"], page: 2, type: null })
    expect((await readAddress(Promise.resolve({ demande: "un" }))).demande).toEqual(["un"])
  })

  it("of a request is read alike, as typed by a person", () => {
    const request = new Request("http://portail.invalid/x?q=l%E2%80%99%C3%A9t%C3%A9+%26+hiver&page=4&type=b&demande=1&demande=2")
    expect(readAddress(request)).toEqual({ q: "l’été & hiver", demande: ["1", "2"], page: 4, type: "b" })
  })

  it("cannot be read by a page in any other way", async () => {
    const asked: SearchParams = Promise.resolve({ fait: "x" })
    // @ts-expect-error what a page receives has no type of its own
    const fait: string = (await asked).fait
    expect(fait).toBe("x")
  })
})
