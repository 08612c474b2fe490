/** The papers of a year that managers put at everyone's disposal: which, of what kind, how large. */
export const fileKinds = {
  charter: { name: "Charte d’adhésion", slug: "charte", types: ["application/pdf"] },
  form: { name: "Formulaire d’adhésion", slug: "formulaire", types: ["application/pdf"] },
  flyer: { name: "Flyer des salles", slug: "flyer", types: ["application/pdf", "image/png", "image/jpeg"] },
} as const satisfies Record<string, { name: string; slug: string; types: readonly MediaType[] }>
export type FileKind = keyof typeof fileKinds

/** The only types that are taken, and how their files end. */
export const endings = { "application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg" } as const
export type MediaType = keyof typeof endings

/** In bytes. */
export const mostBytes = 5_000_000

/** The kind that an address names; null for none. */
export function kindOf(slug: string): FileKind | null {
  return (Object.keys(fileKinds) as FileKind[]).find((kind) => fileKinds[kind].slug === slug) ?? null
}
