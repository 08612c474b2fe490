/** What surrounds the answers to a question: how they depart from it, and the contract of `GET /api/structures`. */
import type { LegalForm } from "../../vocabulary/legal-forms/rules.ts"

/** What was typed and nothing has: `words`, folded, and the surroundings where the rest was found, "en Gironde". */
export type Departure = { words: readonly string[]; where: string | null }

/** "Rien pour « bordeaux » : voici ce qui y répond en Gironde." */
export function departureWords({ words, where }: Departure): string {
  const lacking = `Aucune réponse avec « ${words.join(" ")} »`
  if (where !== null) return `${lacking} : voici ce qui s’en approche ${where}.`
  return `${lacking} : voici ce qui répond sans ${words.length > 1 ? "ces mots" : "ce mot"}.`
}

/** The only place where a postcode, a city and a legal form have their French names. */
type Place = { postcode: string | null; city: string | null; legalForm?: LegalForm | undefined }
type FrenchPlace = { codePostal: string | null; commune: string | null; formeJuridique?: LegalForm | undefined }

/** A structure as other programs read it; its legal form only when it is known. */
export function toContract<S extends Place>({ postcode, city, legalForm, ...rest }: S): Omit<S, keyof Place> & FrenchPlace {
  return { ...rest, codePostal: postcode, commune: city, ...(legalForm ? { formeJuridique: legalForm } : {}) }
}

/** The same structure as received, with our own field names. */
export function fromContract<S extends FrenchPlace>({
  codePostal,
  commune,
  formeJuridique,
  ...rest
}: S): Omit<S, keyof FrenchPlace> & Place {
  return { ...rest, postcode: codePostal, city: commune, legalForm: formeJuridique }
}
