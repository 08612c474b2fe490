"use client"
/** What was in the form that was just sent, in case the answer is that its page is of an older version (a release while it was open). */

import { secretField } from "@/lib/platform/http/form-state"

type Words = { path: string; place: number; values: [name: string, value: string][] }

const storage = "portail-version"
// In memory only, until the person asks to go on: nothing of what is sent is left on the device.
let lastSent: Words | null = null

/** Remembers what a form holds as it is sent, except secrets and what the page itself put there. */
export function rememberSent(form: HTMLFormElement) {
  const place = [...document.forms].indexOf(form)
  lastSent = { path: location.pathname + location.search, place, values: fieldsOf(form).map((field) => [keyOf(field), valueIn(field)]) }
}

/** Loads the page of today's version, where `restoreSent` puts the words back. */
export function goOnWithNewVersion() {
  try {
    if (lastSent) sessionStorage.setItem(storage, JSON.stringify(lastSent))
  } catch {
    // The browser keeps nothing: the page comes back empty.
  }
  location.reload()
}

/** Puts back, once, what was in this form before the page was loaded again; says whether there was something. */
export function restoreSent(form: HTMLFormElement): boolean {
  const kept = read()
  if (!kept || kept.path !== location.pathname + location.search || kept.place !== [...document.forms].indexOf(form)) return false
  sessionStorage.removeItem(storage)
  const values = new Map(kept.values)
  for (const field of fieldsOf(form)) {
    const value = values.get(keyOf(field))
    if (value !== undefined && value !== valueIn(field)) fill(field, value)
  }
  return true
}

function read(): Words | null {
  try {
    return JSON.parse(sessionStorage.getItem(storage) ?? "null") as Words | null
  } catch {
    return null
  }
}

type Filled = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

function fieldsOf(form: HTMLFormElement): Filled[] {
  return [...form.elements].filter((field): field is Filled => {
    if (field instanceof HTMLInputElement)
      return field.name !== "" && !/hidden|password|file|submit/.test(field.type) && !secretField.test(field.name)
    return (field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement) && field.name !== ""
  })
}

const isTicked = (field: Filled): field is HTMLInputElement => field instanceof HTMLInputElement && /radio|checkbox/.test(field.type)
const keyOf = (field: Filled) => (isTicked(field) ? `${field.name}=${field.value}` : field.name)
const valueIn = (field: Filled) => (isTicked(field) ? String(field.checked) : field.value)

function fill(field: Filled, value: string) {
  if (isTicked(field)) {
    // A click, so that whoever listens hears of it. Another radio button of the group is let go by the browser.
    if (field.type === "checkbox" || value === "true") field.click()
    return
  }
  field.value = value
  field.dispatchEvent(new Event("input", { bubbles: true }))
  field.dispatchEvent(new Event("change", { bubbles: true }))
}
