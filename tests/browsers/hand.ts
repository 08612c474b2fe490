/** What a person's hand does in any browser, whatever drives it: find a control by its words, press it, write into it, read the page. */

/** Drives one page of one browser. A control is found by the function that `controlNamed` makes, run in the page. */
export type Hand = {
  name: string
  open: (address: string) => Promise<void>
  press: (words: string) => Promise<void>
  /** Empties the field with this label, then types. */
  write: (label: string, text: string) => Promise<void>
  /** Chooses the answer with this value in the list with this label. */
  choose: (label: string, value: string) => Promise<void>
  /** What the page says and where it is, as a person reads it. */
  read: () => Promise<{ text: string; address: string }>
  close: () => Promise<void>
}

/**
 * The body of a function that runs in the page and returns the visible control with these words: a button, a link, a fold, a box by its
 * label, an answer of a combobox; or the field with this label.
 */
export function controlNamed(kind: "pressed" | "written", words: string): string {
  return `
    const words = ${JSON.stringify(words)}
    const plain = (text) => (text ?? "").replace(/\\s+/g, " ").trim()
    const seen = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== "hidden"
    const labelOf = (one) => plain([...(one.labels ?? [])].map((label) => label.textContent).join(" ") || one.getAttribute("aria-label"))
    const among = ${kind === "written" ? '"input:not([type=hidden]), textarea, select"' : '"button, a, summary, input[type=checkbox], input[type=radio], [role=option]"'}
    const heard = (one) => {
      const copy = one.cloneNode(true)
      for (const silent of copy.querySelectorAll("[aria-hidden]")) silent.remove()
      return copy.textContent
    }
    const named = (one) => ("labels" in one && one.labels?.length ? labelOf(one) : plain(one.getAttribute("aria-label") ?? heard(one)))
    const all = [...document.querySelectorAll(among)].filter((one) => seen(one) && !one.disabled)
    return all.find((one) => named(one) === words) ?? all.find((one) => named(one).startsWith(words)) ?? null`
}

const patience = 20_000

/** Calls `attempt` until it gives something. */
export async function eventually<Value>(what: string, attempt: () => Promise<Value | null | undefined | false>): Promise<Value> {
  const until = Date.now() + patience
  let last: unknown
  do {
    try {
      const found = await attempt()
      if (found) return found
    } catch (error) {
      // A page that is leaving: the next one will answer.
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  } while (Date.now() < until)
  throw new Error(`never came: ${what}`, { cause: last })
}

/** Waits until the page says this. */
export function hears(hand: Hand, words: string | RegExp) {
  return eventually(`${hand.name}: ${words}`, async () => {
    const { text } = await hand.read()
    return typeof words === "string" ? text.includes(words) : words.test(text)
  })
}
