import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { inventStructures } from "@/prisma/seed/region"

const root = path.resolve(import.meta.dirname, "../..")
const real = path.resolve(root, "../shared/data/structures-formation.csv")
const invented = path.join(root, ".test/structures.csv")

/** The real structures where they are at hand, else as many invented ones. */
export function structuresFile() {
  if (existsSync(real)) return real
  mkdirSync(path.dirname(invented), { recursive: true })
  const lines = inventStructures(8800).map(({ siret, raisonSociale, sigle, enseigne, postcode, city, types, state }) =>
    [siret, raisonSociale, sigle, enseigne, postcode, city, types.join(","), state].map((value) => value ?? "").join(";"),
  )
  writeFileSync(invented, `siret;raison_sociale;sigle;enseigne;code_postal;commune;types;etat\n${lines.join("\n")}\n`)
  return invented
}
