/** The contract of `GET /api/structures`: the only place where a postcode and a city have their French names. */
type Place = { postcode: string | null; city: string | null }
type FrenchPlace = { codePostal: string | null; commune: string | null }

/** A structure as other programs read it. */
export function toContract<S extends Place>({ postcode, city, ...rest }: S): Omit<S, keyof Place> & FrenchPlace {
  return { ...rest, codePostal: postcode, commune: city }
}

/** The same structure as received, with our own field names. */
export function fromContract<S extends FrenchPlace>({ codePostal, commune, ...rest }: S): Omit<S, keyof FrenchPlace> & Place {
  return { ...rest, postcode: codePostal, city: commune }
}
