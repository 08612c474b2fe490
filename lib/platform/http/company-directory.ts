/**
 * The national directory of companies: API Recherche d'entreprises (https://recherche-entreprises.api.gouv.fr/docs). It only helps people
 * fill in a form: when it is silent or slow, they type everything themselves.
 */
import "server-only"
import * as z from "zod/mini"
import { env } from "@/lib/platform/process/env"
import { log } from "@/lib/platform/process/log"

const patience = 2000

/** `name` and `sigle` are those of the company, the rest is about the establishment. A text is "" when the directory does not give it. */
export type Establishment = { name: string; sigle: string; address: string; postcode: string; city: string; isClosed: boolean }

const text = z.optional(z.nullable(z.string()))
const establishment = z.object({
  siret: text,
  etat_administratif: text,
  numero_voie: text,
  indice_repetition: text,
  type_voie: text,
  libelle_voie: text,
  adresse: text,
  code_postal: text,
  libelle_commune: text,
})
const answer = z.object({
  results: z.array(
    z.object({
      siren: text,
      nom_raison_sociale: text,
      nom_complet: text,
      sigle: text,
      etat_administratif: text,
      siege: z.optional(z.nullable(establishment)),
      matching_etablissements: z.optional(z.nullable(z.array(establishment))),
    }),
  ),
})

/** What the directory says about a SIRET; null when it does not know it; "silent" when it gives no correct answer within two seconds. */
export async function findEstablishment(siret: string): Promise<Establishment | null | "silent"> {
  try {
    const response = await fetch(`${env.directoryUrl}/search?q=${siret}&per_page=1`, {
      signal: AbortSignal.timeout(patience),
      headers: { accept: "application/json" },
      redirect: "error",
    })
    if (!response.ok) throw new Error(`status ${response.status}`)
    const { results } = answer.parse(await response.json())
    return read(siret, results)
  } catch (error) {
    log.warn({ err: error }, "the national directory does not answer")
    return "silent"
  }
}

function read(siret: string, results: z.infer<typeof answer>["results"]): Establishment | null {
  const company = results.find(({ siren }) => siren === siret.slice(0, 9))
  if (!company) return null
  const here = [...(company.matching_etablissements ?? []), company.siege].find((each) => each?.siret === siret)
  return {
    name: clean(company.nom_raison_sociale ?? company.nom_complet, 200),
    sigle: clean(company.sigle, 60),
    address: here ? addressOf(here) : "",
    postcode: /^[0-9]{5}$/.test(here?.code_postal ?? "") ? (here?.code_postal ?? "") : "",
    city: clean(here?.libelle_commune, 100),
    isClosed: here?.etat_administratif === "F" || company.etat_administratif === "C",
  }
}

/** The street. The directory gives it in parts for the head office, and inside the whole address for the other establishments. */
function addressOf(here: z.infer<typeof establishment>) {
  const { numero_voie, indice_repetition, type_voie, libelle_voie, adresse, code_postal } = here
  const parts = [numero_voie, indice_repetition, type_voie, libelle_voie].filter(Boolean).join(" ")
  const whole = code_postal ? (adresse ?? "").split(` ${code_postal} `)[0] : adresse
  return clean(parts || whole, 200)
}

function clean(value: string | null | undefined, max: number) {
  return (value ?? "").replace(/\s+/g, " ").trim().slice(0, max)
}
