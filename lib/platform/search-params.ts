/** The value of a search parameter, the first one when it is repeated, "" when it is absent. */
export function param(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ""
}

/** What a page receives of its address. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>
