/** Refusals are values; exceptions are bugs. */
export type Ok<T> = { ok: true; value: T }
/** `keep`: what was written before the refusal stays; without it, the transaction undoes it. */
export type Refusal<Why extends string> = { ok: false; why: Why; detail?: string; keep?: true }
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

/** The same refusal, but what was written stays: the row that records the attempt, the secret that is used up. */
export function keep<Why extends string>(refusal: Refusal<Why>): Refusal<Why> {
  return { ...refusal, keep: true }
}

/** Whether a value of any kind is a refusal. */
export function isRefusal(value: unknown): value is Refusal<string> {
  return typeof value === "object" && value !== null && "ok" in value && value.ok === false && "why" in value
}

/** For a caller where a refusal changes nothing, if it is one of those `foreseen`. Any other refusal is a bug. */
export function tolerate<Why extends string>(result: Result<unknown, Why>, ...foreseen: NoInfer<Why>[]): void {
  if (!result.ok && !foreseen.includes(result.why)) throw new Error(`an unforeseen refusal: ${result.why}`)
}
