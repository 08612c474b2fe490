/** The engine of the clocks: one pass over what waits, which may run twice, late, or on several instances at once. */
import { log } from "@/lib/platform/process/log"

/** One kind of step: under which name it is counted, what it is about now, and what is done for each; true when something was. */
type Step<Key extends string> = readonly [key: Key, items: () => Promise<string[]>, take: (item: string) => Promise<boolean>]

/**
 * Takes the steps in order, item after item, each in a transaction of its own. One that fails is logged under `name`, counted, and left for
 * the next pass: the others must not wait for it.
 */
export async function pass<Key extends string>(name: string, steps: readonly Step<Key>[]): Promise<Record<Key | "failed", number>> {
  const report = Object.fromEntries([...steps.map(([key]) => [key, 0]), ["failed", 0]]) as Record<Key | "failed", number>
  for (const [key, items, take] of steps)
    for (const item of await items())
      try {
        if (await take(item)) report[key] += 1
      } catch (error) {
        log.error({ err: error, step: key, id: item }, `${name}: one failed`)
        report.failed += 1
      }
  return report
}
