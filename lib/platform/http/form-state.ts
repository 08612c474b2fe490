/**
 * What a form shows when the server has answered without leaving the page: a message for the whole form, a message beside each field, and
 * what was typed. `revealed` is shown once, in place of the form.
 */
export type FormState = { message?: string; fields: Record<string, string>; values: Record<string, string>; revealed?: string[] }

/** The hidden field that says for whom a form was drawn. */
export const drawnForField = "pour"

/** The fields whose values are never sent back nor kept: they are typed again. */
export const secretField = /password|^code$|assertion|challenge/i

export const untouched: FormState = { fields: {}, values: {} }
