/** What a form shows after the server refused it: words for the whole, words beside each field, what was typed. */
export type FormState = { message?: string; fields: Record<string, string>; values: Record<string, string> }

export const untouched: FormState = { fields: {}, values: {} }
