/** Going through a table without holding it: a page at a time, by id. */

const pageSize = 1000

/** Hands over the ids that `idsAfter` gives, a page at a time, in order; what is added behind while it goes is not missed. */
export async function inPages(
  idsAfter: (id: string, take: number) => Promise<{ id: string }[]>,
  work: (ids: string[]) => Promise<unknown>,
): Promise<void> {
  let after = "00000000-0000-0000-0000-000000000000"
  for (;;) {
    const ids = (await idsAfter(after, pageSize)).map(({ id }) => id)
    const last = ids.at(-1)
    if (last === undefined) return
    await work(ids)
    after = last
  }
}
