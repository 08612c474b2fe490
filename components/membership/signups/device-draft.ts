"use client"
/**
 * What someone has typed in the sign-up, except the password, kept until it is sent: the structure and the step on their device, where
 * several people may sign up in turn; who they are and what they describe only in this tab, as long as it is open. The page /cookies says so.
 */
import { deviceDraftMark } from "@/lib/membership/signups/schema"

const place = "portail-inscription"
/** Seconds. */
const lifetime = 7 * 24 * 3600

type OnDevice = {
  savedAt: number
  step: "person" | "structure"
  /** The structure chosen, as the address and the person know it. Absent when it is being described. */
  structure?: { siret: string; name: string }
}
type InTab = {
  /** Step 2, or the description of a structure to be listed. */
  person?: Record<string, string>
  listing?: Record<string, string>
}

/** Null when there is none, when it is too old, or when the browser keeps nothing. */
export function readDeviceDraft(): OnDevice | null {
  const draft = read<OnDevice>(() => localStorage)
  if (!draft || Date.now() - draft.savedAt < lifetime * 1000) return draft
  forgetDeviceDraft()
  return null
}

/** What this tab keeps of what was typed; empty when it keeps nothing. */
export function readTabDraft(): InTab {
  return read<InTab>(() => sessionStorage) ?? {}
}

/** Keeps where the person is, and adds to what this tab keeps of their words. */
export function keepDraft({ step, structure }: Omit<OnDevice, "savedAt">, typed: InTab) {
  write(() => localStorage, { step, structure, savedAt: Date.now() })
  write(() => sessionStorage, { ...readTabDraft(), ...typed })
  mark(lifetime)
}

export function forgetDeviceDraft() {
  mark(0)
  for (const storage of [() => localStorage, () => sessionStorage]) write(storage, null)
}

// The browser's storage is sometimes full or forbidden, even to look at: the form works without it.
function read<Kept>(storage: () => Storage): Kept | null {
  try {
    return JSON.parse(storage().getItem(place) ?? "null") as Kept | null
  } catch {
    return null
  }
}

function write(storage: () => Storage, kept: object | null) {
  try {
    if (kept) storage().setItem(place, JSON.stringify(kept))
    else storage().removeItem(place)
  } catch {
    // Nothing is kept.
  }
}

/** Tells the pages of sign-up, for this many seconds, that a draft exists, but not what is in it. */
function mark(seconds: number) {
  // As `sealCookie` names those of the server, so that no neighbouring host can write it.
  const [prefix, secure] = location.protocol === "https:" ? ["__Host-", "; secure"] : ["", ""]
  // biome-ignore lint/suspicious/noDocumentCookie: Safari has the Cookie Store API only since lately, and no secret is kept here
  document.cookie = `${prefix}${deviceDraftMark}=1; path=/; max-age=${seconds}; samesite=lax${secure}`
}

/** The fields of a form as a draft keeps them: words, no secret, nothing that the page adds. */
export function fieldsWorthKeeping(form: HTMLFormElement, names: readonly string[]): Record<string, string> {
  const data = new FormData(form)
  return Object.fromEntries(names.filter((name) => name !== "password").map((name) => [name, String(data.get(name) ?? "")] as const))
}
