/**
 * A country of structures to measure the search: first the real file, then rows invented from a seed in the manner of a national
 * register: people's names, trades, associations, town halls, brands; hundreds of thousands of distinct words.
 */
import { createReadStream } from "node:fs"
import { csvRows } from "@/lib/platform/text/csv"
import { structuresFile } from "@/tests/support/structures-file"

export type CorpusRow = {
  siret: string
  raisonSociale: string
  sigle: string | null
  enseigne: string | null
  postcode: string | null
  city: string | null
  types: string[]
  state: "active" | "closed"
  isHeadOffice: boolean
  /** The code of its legal form, and at least how many people work there. */
  legalForm: string | null
  staff: number | null
  /** It is the one that people mean by this name, and others have nearly the same. */
  isMeant?: boolean
}

/** Numbers that look random but are the same each time (mulberry32). */
export function lots(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
export type Lots = ReturnType<typeof lots>

export function pick<T>(draw: Lots, list: readonly T[]): T {
  return list[Math.floor(draw() * list.length)] as T
}

/** Like `pick`, but the first ones come far more often than the last, as words do. */
function pickOften<T>(draw: Lots, list: readonly T[], skew = 3): T {
  return list[Math.floor(list.length * draw() ** skew)] as T
}

const split = (words: string) => words.trim().split(/\s+/)
const onsets = split("b c d f g h j l m n p r s t v ch br cr dr fr gr pr tr bl cl fl gl pl qu gu ph th st v l r m d c b n")
const vowels = split("a e i o u ou ai au eau oi an en in on eu e a o i é è")
const codas = [..."rlnstxd", "rd", "rt", "c", "lle", "tte", "nne", "sse", "", "", "", "", "", ""]
const firstNames = split(`Jean Marie Pierre Michel André Philippe Alain Bernard Nathalie Isabelle Sylvie Catherine Christophe Nicolas Julien
  Sébastien Laurent Stéphane David Céline Aurélie Émilie Thomas Kévin Alexandre Camille Léa Manon Chloé Lucas Hugo Louis Gabriel Arthur Mohamed
  Karim Fatima Samira Ahmed Yasmine Hélène Françoise Monique Jacqueline Gérard Daniel Patrick Jacques René Roger Marcel Yves Dominique Pascal
  Thierry Éric Olivier Bruno Didier Gilles Serge Véronique Brigitte Martine Christine Valérie Sandrine Virginie Caroline Sophie Élodie Pauline
  Marine Justine Mathilde Clément Maxime Antoine Benjamin Romain Guillaume Vincent Jérôme Cédric Fabrice Ludovic Grégory Mickaël Anthony`)
const trades =
  split(`boulangerie plomberie menuiserie conseil coiffure restaurant garage transports immobilier services électricité peinture
  maçonnerie nettoyage informatique pharmacie optique fleurs taxi ambulances assurances comptabilité architecture carrelage charpente couverture
  climatisation paysage élevage viticulture maraîchage pêche traiteur brasserie hôtel camping librairie imprimerie photographie communication
  marketing ingénierie études patrimoine investissement holding gestion développement distribution négoce import export textile mode bijouterie
  cosmétique esthétique ostéopathie kinésithérapie infirmier dentaire vétérinaire sécurité gardiennage logistique stockage location formation`)
const causes = split(`sportive culturelle familiale musicale théâtrale scolaire sociale solidaire rurale communale des-parents-d'élèves
  des-anciens-combattants de-chasse de-pêche des-jardins-familiaux d'aide-à-domicile de-quartier des-commerçants de-danse de-judo de-tennis
  de-football de-basket de-pétanque de-randonnée du-patrimoine des-amis-de-la-bibliothèque pour-l'emploi pour-l'insertion de-formation`)
const bodies = [
  "Mairie de {c}",
  "Commune de {c}",
  "CCAS de {c}",
  "École primaire {f} {s}",
  "Collège {f} {s}",
  "Lycée professionnel {f} {s}",
  "Lycée général et technologique {f} {s}",
  "Centre de formation d'apprentis {c}",
  "CFA {w}",
  "Mission locale {c}",
  "Maison familiale rurale de {c}",
  "Foyer rural de {c}",
  "Office de tourisme de {c}",
  "Paroisse Saint {f}",
  "Centre hospitalier de {c}",
]
const forms = ["SARL", "SAS", "EURL", "SCI", "SASU", "Sté", "Ets", "SCEA", "GAEC", "EARL"]

function invented(draw: Lots, syllables: number) {
  let word = ""
  for (let part = 0; part < syllables; part += 1) word += pick(draw, onsets) + pick(draw, vowels)
  return word + pick(draw, codas)
}

function inventedWords(draw: Lots, count: number, shortest: number, longest: number) {
  const words = new Set<string>()
  while (words.size < count) words.add(invented(draw, shortest + Math.floor(draw() * (longest - shortest + 1))))
  return [...words].map((word) => word.charAt(0).toUpperCase() + word.slice(1))
}

async function realRows(): Promise<CorpusRow[]> {
  const rows: CorpusRow[] = []
  for await (const { row } of csvRows(createReadStream(structuresFile())))
    rows.push({
      siret: row.siret ?? "",
      raisonSociale: row.raison_sociale ?? "",
      sigle: row.sigle || null,
      enseigne: row.enseigne || null,
      postcode: row.code_postal || null,
      city: row.commune || null,
      types: row.types ? row.types.split(",") : [],
      state: row.etat === "closed" ? "closed" : "active",
      isHeadOffice: false,
      legalForm: null,
      staff: null,
    })
  return rows
}

/** The last digit, which completes thirteen digits into a SIRET. */
function checkDigit(digits: string) {
  let sum = 0
  for (let place = 0; place < 13; place += 1) {
    const digit = digits.charCodeAt(12 - place) - 48
    const value = place % 2 === 0 ? digit * 2 : digit
    sum += value > 9 ? value - 9 : value
  }
  return (10 - (sum % 10)) % 10
}

const codes: Record<string, string> = {
  SARL: "5499",
  SAS: "5710",
  EURL: "5498",
  SCI: "6540",
  SASU: "5720",
  SCEA: "6597",
  GAEC: "6533",
  EARL: "6598",
}
const legalFormOf = (name: string) => codes[name.split(" ", 1)[0] ?? ""] ?? null
/** How many people work where anybody does, of a hundred such places (INSEE); four in five have nobody, or do not say. */
const brackets = Object.entries({ 1: 46, 3: 22, 6: 12, 10: 10, 20: 6, 50: 2, 100: 1, 250: 1 }).flatMap(([staff, share]) =>
  new Array<number>(share).fill(Number(staff)),
)

/** `size` rows, the same for the same size and seed; a larger corpus begins with the smaller. */
export async function* corpus(size: number, seed = 6): AsyncGenerator<CorpusRow> {
  const real = await realRows()
  yield* real.slice(0, size)
  const draw = lots(seed)
  const surnames = inventedWords(draw, 250_000, 1, 3)
  const places = inventedWords(draw, 14_000, 1, 3)
  const realCities = [...new Map(real.filter(({ city, postcode }) => city && postcode).map(({ city, postcode }) => [city, postcode]))]
  const towns = places.map((name, index): [string, string] => {
    const town = index % 5 === 0 ? `Saint-${pick(draw, firstNames)}-${pick(draw, ["de", "sur", "en"])}-${name}` : name
    return [town, `${String(1 + Math.floor(draw() * 95)).padStart(2, "0")}${String(Math.floor(draw() * 100) * 10).padStart(3, "0")}`]
  })
  const cities = [...realCities, ...towns] as [string, string][]
  const realWords = [...new Set(real.flatMap(({ raisonSociale }) => raisonSociale.split(/[^\p{L}]+/u)))].filter((word) => word.length > 3)
  const taken = new Set(real.map(({ siret }) => siret.slice(0, 8)))
  // Drawn apart, so that the names stay those of earlier measures.
  const more = lots(seed + 1)
  const staff = () => (more() < 0.2 ? pick(more, brackets) : null)
  let before: CorpusRow | null = null
  let establishment = 1
  let number = 0
  const aSiret = (lot: Lots) => {
    let head: string
    do head = String(20_000_000 + ((number++ * 7_368_787) % 79_999_987))
    while (taken.has(head))
    const digits = `${head}${Math.floor(lot() * 10)}0001`
    return digits + checkDigit(digits)
  }
  for (let index = real.length; index < size; index += 1) {
    const [city, postcode] = pickOften(draw, cities, 2.5)
    if (before && draw() < 0.15) {
      establishment += 1
      yield branchOf(before, establishment, city, postcode, draw() < 0.4)
      continue
    }
    establishment = 1
    const siret = aSiret(draw)
    const names = nameOf()
    const isClosed = draw() < 0.55
    const isMeant = !isClosed && names.isOfTrade && more() < 0.03
    before = {
      siret,
      raisonSociale: names.raisonSociale,
      sigle: names.sigle,
      enseigne: names.enseigne,
      postcode,
      city,
      types: [],
      state: isClosed ? "closed" : "active",
      isHeadOffice: true,
      legalForm: legalFormOf(names.raisonSociale) ?? (names.isOfTrade ? pick(more, ["5499", "5710"]) : null),
      staff: isClosed ? null : isMeant ? pick(more, [20, 50, 100, 250]) : staff(),
      ...(isMeant ? { isMeant } : {}),
    }
    yield before
    if (isMeant) {
      for (const rival of rivalsOf(before)) {
        index += 1
        yield rival
      }
      establishment = 3
    }

    /** What has the name of a company, or nearly: homonyms, what owns its walls or its shares, a consultant, its branches. */
    function* rivalsOf(company: CorpusRow): Generator<CorpusRow> {
      const bare = company.raisonSociale.replace(new RegExp(`^(?:${forms.join("|")}) `), "")
      const { isMeant: _, ...known } = company
      const elsewhere = () => pickOften(more, cities, 2.5)
      const own = (raisonSociale: string, legalForm: string | null = null): CorpusRow => {
        const [town, code] = elsewhere()
        return {
          ...known,
          siret: aSiret(more),
          raisonSociale,
          sigle: null,
          enseigne: null,
          city: town,
          postcode: code,
          legalForm,
          staff: null,
        }
      }
      yield own(company.raisonSociale, company.legalForm)
      yield own(bare, pick(more, ["1000", "5710", "5499"]))
      yield own(`SCI ${bare}`, "6540")
      yield own(more() < 0.5 ? `HOLDING ${bare}` : `${bare} HOLDING`, "5710")
      yield own(`${bare} CONSEIL`, "5710")
      for (const nth of [2, 3]) yield { ...branchOf(company, nth, ...elsewhere(), more() < 0.3), staff: pick(more, [null, 3, 10]) }
    }

    function nameOf(): { raisonSociale: string; sigle: string | null; enseigne: string | null; isOfTrade?: boolean } {
      const kind = draw()
      // The most frequent name comes as often as that of the country: once in three hundred.
      const surname = () => pickOften(draw, surnames, 2.2)
      const said = (raisonSociale: string, sigle: string | null = null, enseigne: string | null = null) => ({
        raisonSociale,
        sigle,
        enseigne,
      })
      if (kind < 0.42)
        return said(
          `${pickOften(draw, firstNames, 1.5)} ${surname()}`.toUpperCase(),
          null,
          draw() < 0.15 ? `${pick(draw, trades)} ${invented(draw, 2)}` : null,
        )
      if (kind < 0.55) {
        const named = said(`${pick(draw, forms)} ${surname()} ${draw() < 0.4 ? pickOften(draw, trades, 2) : ""}`.trim())
        return { ...named, isOfTrade: /^(?:SARL|SAS|EURL|SASU) /.test(named.raisonSociale) }
      }
      if (kind < 0.7) {
        const name = `${invented(draw, 2 + Math.floor(draw() * 2))} ${draw() < 0.5 ? pickOften(draw, trades, 2) : ""}`
        return { ...said(name.trim().toUpperCase()), isOfTrade: true }
      }
      if (kind < 0.78) return said(`SCI ${draw() < 0.5 ? `du ${pick(draw, places)}` : invented(draw, 2)}`)
      if (kind < 0.9) {
        const cause = pick(draw, causes).replaceAll("-", " ")
        const name = `Association ${cause} ${draw() < 0.6 ? `de ${city}` : pickOften(draw, realWords, 2)}`
        return said(name, draw() < 0.25 ? name.replace(/\p{Ll}|[^\p{L}]/gu, "") + invented(draw, 1).slice(0, 2).toUpperCase() : null)
      }
      return said(
        pick(draw, bodies)
          .replace("{c}", city)
          .replace("{f}", pick(draw, firstNames))
          .replace("{s}", surname())
          .replace("{w}", pickOften(draw, realWords, 2)),
      )
    }
  }
}

function branchOf(company: CorpusRow, nth: number, city: string, postcode: string, isClosed: boolean): CorpusRow {
  const digits = company.siret.slice(0, 9) + String(nth).padStart(4, "0")
  const { isMeant: _, ...known } = company
  return {
    ...known,
    siret: digits + checkDigit(digits),
    city,
    postcode,
    isHeadOffice: false,
    staff: null,
    state: isClosed ? "closed" : "active",
  }
}
