/** Refusals are values; exceptions are bugs. */
export type Ok<T> = { ok: true; value: T }
export type Refusal<Why extends string> = { ok: false; why: Why; detail?: string }
export type Result<T, Why extends string> = Ok<T> | Refusal<Why>

export function ok(): Ok<undefined>
export function ok<T>(value: T): Ok<T>
export function ok<T>(value?: T) {
  return { ok: true, value }
}

/** `detail` completes the French words of the refusal, where they hold `{detail}`. */
export function refuse<Why extends string>(why: Why, detail?: string): Refusal<Why> {
  return detail === undefined ? { ok: false, why } : { ok: false, why, detail }
}
