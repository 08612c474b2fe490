/**
 * What a form shows after the server answered without leaving the page: words for the whole, words beside each field, what
 * was typed; or what is shown once, in the form's place.
 */
export type FormState = { message?: string; fields: Record<string, string>; values: Record<string, string>; revealed?: string[] }

export const untouched: FormState = { fields: {}, values: {} }
