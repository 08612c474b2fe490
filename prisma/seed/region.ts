/** An invented region: believable names, checksum-valid SIRETs, always the same. */
import { isValidSiret, type StructureType } from "@/lib/vocabulary/structures/rules"

export type SeedStructure = {
  siret: string
  raisonSociale: string
  sigle: string | null
  enseigne: string | null
  address: string
  postcode: string
  city: string
  types: StructureType[]
  state: "active" | "closed"
}

const cities: [city: string, postcode: string][] = [
  ["Bordeaux", "33000"],
  ["Mérignac", "33700"],
  ["Libourne", "33500"],
  ["Arcachon", "33120"],
  ["Poitiers", "86000"],
  ["Châtellerault", "86100"],
  ["La Rochelle", "17000"],
  ["Saintes", "17100"],
  ["Rochefort", "17300"],
  ["Angoulême", "16000"],
  ["Cognac", "16100"],
  ["Niort", "79000"],
  ["Bressuire", "79300"],
  ["Limoges", "87000"],
  ["Saint-Junien", "87200"],
  ["Brive-la-Gaillarde", "19100"],
  ["Tulle", "19000"],
  ["Guéret", "23000"],
  ["Périgueux", "24000"],
  ["Bergerac", "24100"],
  ["Agen", "47000"],
  ["Marmande", "47200"],
  ["Mont-de-Marsan", "40000"],
  ["Dax", "40100"],
  ["Pau", "64000"],
  ["Bayonne", "64100"],
  ["Oloron-Sainte-Marie", "64400"],
]
const streets = [
  "rue des Écoles",
  "avenue de la Gare",
  "place du Marché",
  "rue Marie-Curie",
  "boulevard de l’Océan",
  "quai des Chais",
  "allée des Tilleuls",
]
const trades = [
  "Bâtiment",
  "Numérique",
  "Hôtellerie",
  "Soins à la personne",
  "Logistique",
  "Agroécologie",
  "Nautisme",
  "Bois",
  "Céramique",
  "Aéronautique",
  "Commerce",
  "Viticulture",
]
const birds = [
  "Alouette",
  "Bergeronnette",
  "Héron",
  "Loriot",
  "Mésange",
  "Martin-pêcheur",
  "Hirondelle",
  "Faucon",
  "Rouge-gorge",
  "Courlis",
]
const rivers = ["Garonne", "Dordogne", "Charente", "Vienne", "Adour", "Creuse", "Sèvre", "Isle"]

type Kind = { types: StructureType[]; name: (seed: Seed) => Pick<SeedStructure, "raisonSociale" | "sigle" | "enseigne"> }
type Seed = { trade: string; bird: string; river: string; city: string }

const kinds: Kind[] = [
  {
    types: ["formateur"],
    name: ({ trade, bird }) => ({ raisonSociale: `Institut ${bird} ${trade}`, sigle: `I${bird[0]}${trade[0]}`, enseigne: null }),
  },
  {
    types: ["formateur"],
    name: ({ trade, city }) => ({ raisonSociale: `Centre de formation ${trade} de ${city}`, sigle: "CF", enseigne: `Campus ${trade}` }),
  },
  {
    types: ["formateur"],
    name: ({ trade, river }) => ({
      raisonSociale: `Association pour la formation aux métiers : ${trade} – ${river}`,
      sigle: `AFM ${river}`,
      enseigne: null,
    }),
  },
  { types: ["prescripteur"], name: ({ city }) => ({ raisonSociale: `Mission locale du pays de ${city}`, sigle: "ML", enseigne: null }) },
  {
    types: ["prescripteur"],
    name: ({ river, bird }) => ({ raisonSociale: `Relais emploi ${bird} ${river}`, sigle: "RE", enseigne: null }),
  },
  {
    types: ["formateur", "prescripteur"],
    name: ({ bird, city }) => ({ raisonSociale: `École de la deuxième chance ${bird}`, sigle: "E2C", enseigne: `E2C ${city}` }),
  },
  {
    types: [],
    name: ({ bird, trade }) => ({ raisonSociale: `Ateliers ${bird} ${trade} SARL`, sigle: null, enseigne: `Les ateliers ${bird}` }),
  },
]

/** `count` structures; the two of the demonstration référent come first. */
export function inventStructures(count: number): SeedStructure[] {
  const first: SeedStructure[] = [
    {
      ...place(0, 0),
      siret: siretOf(0),
      raisonSociale: "Institut Horizon Formation",
      sigle: "IHF",
      enseigne: "Horizon",
      types: ["formateur"],
      state: "active",
    },
    {
      ...place(13, 1),
      siret: siretOf(1),
      raisonSociale: "Mission locale des Rives de Vienne",
      sigle: "MLRV",
      enseigne: null,
      types: ["prescripteur"],
      state: "active",
    },
  ]
  return Array.from({ length: count }, (_, index) => first[index] ?? invent(index))
}

function invent(index: number): SeedStructure {
  const kind = pick(kinds, index)
  const where = place(index * 5 + 3, index)
  const seed = { trade: pick(trades, index * 7 + 1), bird: pick(birds, index * 3 + 2), river: pick(rivers, index), city: where.city }
  return { ...where, ...kind.name(seed), siret: siretOf(index), types: kind.types, state: index % 41 === 40 ? "closed" : "active" }
}

function place(cityIndex: number, index: number) {
  const [city, postcode] = pick(cities, cityIndex)
  return { address: `${1 + ((index * 13) % 90)} ${pick(streets, index)}`, postcode, city }
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}

/** 9xx xxx xxx 000 1c: c is the check digit, computed; the rest comes from the index. */
function siretOf(index: number) {
  const stem = `9${String(13_000_017 + index * 7919).padStart(8, "0")}0001`
  for (let digit = 0; digit < 10; digit += 1) if (isValidSiret(stem + digit)) return stem + digit
  throw new Error("one digit in ten always satisfies Luhn")
}
