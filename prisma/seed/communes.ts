/** The communes of the demonstration, with where they are: a few, so that a search around one of them works without importing the open list. */
import type { Tx } from "@/lib/platform/db/client"

const communes: [insee: string, name: string, postcode: string, latitude: number, longitude: number][] = [
  ["33063", "Bordeaux", "33000", 44.838, -0.579],
  ["33281", "Mérignac", "33700", 44.839, -0.644],
  ["33243", "Libourne", "33500", 44.915, -0.243],
  ["33009", "Arcachon", "33120", 44.653, -1.166],
  ["86194", "Poitiers", "86000", 46.58, 0.34],
  ["86066", "Châtellerault", "86100", 46.817, 0.546],
  ["17300", "La Rochelle", "17000", 46.16, -1.151],
  ["17415", "Saintes", "17100", 45.745, -0.633],
  ["17299", "Rochefort", "17300", 45.937, -0.964],
  ["16015", "Angoulême", "16000", 45.648, 0.156],
  ["16102", "Cognac", "16100", 45.694, -0.329],
  ["79191", "Niort", "79000", 46.324, -0.465],
  ["79049", "Bressuire", "79300", 46.84, -0.489],
  ["87085", "Limoges", "87000", 45.834, 1.261],
  ["87154", "Saint-Junien", "87200", 45.887, 0.901],
  ["19031", "Brive-la-Gaillarde", "19100", 45.159, 1.533],
  ["19272", "Tulle", "19000", 45.267, 1.771],
  ["23096", "Guéret", "23000", 46.171, 1.871],
  ["24322", "Périgueux", "24000", 45.184, 0.721],
  ["24037", "Bergerac", "24100", 44.854, 0.483],
  ["47001", "Agen", "47000", 44.203, 0.616],
  ["47157", "Marmande", "47200", 44.5, 0.165],
  ["40192", "Mont-de-Marsan", "40000", 43.893, -0.499],
  ["40088", "Dax", "40100", 43.71, -1.053],
  ["64445", "Pau", "64000", 43.295, -0.371],
  ["64102", "Bayonne", "64100", 43.493, -1.475],
  ["64422", "Oloron-Sainte-Marie", "64400", 43.194, -0.606],
]

/** Adds them, unless the operator has imported the open list already. */
export async function seedCommunes(tx: Tx): Promise<void> {
  const data = communes.map(([insee, name, postcode, latitude, longitude]) => ({
    insee,
    name,
    postcodes: [postcode],
    departement: insee.slice(0, 2),
    latitude,
    longitude,
  }))
  await tx.commune.createMany({ data, skipDuplicates: true })
}
