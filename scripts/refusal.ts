/** A problem that whoever started a command can solve: shown in words, without a stack. */
export class Refusal extends Error {}

/** What ended a command, for whoever started it. */
export function tell(error: unknown) {
  console.error(error instanceof Refusal ? `\n${error.message}\n` : error)
}
