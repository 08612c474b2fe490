"use client"
/** What someone has typed in the sign-up, except the password, kept on their device until it is sent. The page /cookies says so. */
import { deviceDraftMark } from "@/lib/membership/signups/schema"

const place = "portail-inscription"
/** Seconds. */
const lifetime = 7 * 24 * 3600

export type DeviceDraft = {
  savedAt: number
  /** The structure chosen, as the address and the person know it. */
  structure?: { siret: string; name: string }
  /** Step 2, or the description of a structure to be listed. */
  person?: Record<string, string>
  listing?: Record<string, string>
}

/** Null when there is none, when it is too old, or when the browser keeps nothing. */
export function readDeviceDraft(): DeviceDraft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(place) ?? "null") as DeviceDraft | null
    if (!draft || Date.now() - draft.savedAt < lifetime * 1000) return draft
    forgetDeviceDraft()
    return null
  } catch {
    return null
  }
}

/** Adds to what is kept. */
export function keepOnDevice(part: Omit<DeviceDraft, "savedAt">) {
  try {
    localStorage.setItem(place, JSON.stringify({ ...readDeviceDraft(), ...part, savedAt: Date.now() }))
    mark(lifetime)
  } catch {
    // The browser's storage is full or forbidden: the form works without it.
  }
}

export function forgetDeviceDraft() {
  mark(0)
  try {
    localStorage.removeItem(place)
  } catch {
    // Nothing had been kept either.
  }
}

/** Tells the pages of sign-up, for this many seconds, that a draft exists, but not what is in it. */
function mark(seconds: number) {
  const secure = location.protocol === "https:" ? "; secure" : ""
  // biome-ignore lint/suspicious/noDocumentCookie: Safari has the Cookie Store API only since lately, and no secret is kept here
  document.cookie = `${deviceDraftMark}=1; path=/inscription; max-age=${seconds}; samesite=lax${secure}`
}

/** The fields of a form as a draft keeps them: words, no secret, nothing that the page adds. */
export function fieldsWorthKeeping(form: HTMLFormElement, names: readonly string[]): Record<string, string> {
  const data = new FormData(form)
  return Object.fromEntries(names.filter((name) => name !== "password").map((name) => [name, String(data.get(name) ?? "")] as const))
}
