import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

type Establishment = { siret: string; name: string; sigle?: string; state?: "A" | "F"; isHeadOffice?: boolean }

/**
 * A local server that answers as the documentation of the API Recherche d'entreprises says: the company, its head office in
 * parts, and the establishment that matches. `state` makes it slow, failing, too busy, or talk nonsense.
 */
export async function startFakeDirectory(port = 0) {
  const known = new Map<string, Establishment>()
  const state: { mood: "well" | "slow" | "failing" | "busy" | "nonsense"; asked: string[] } = { mood: "well", asked: [] }
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://annuaire.test")
    if (request.method === "PUT") {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const added = JSON.parse(Buffer.concat(chunks).toString()) as Establishment
      known.set(added.siret, added)
      response.writeHead(204).end()
      return
    }
    const siret = url.searchParams.get("q") ?? ""
    state.asked.push(siret)
    if (state.mood === "slow") await new Promise((resolve) => setTimeout(resolve, 5000))
    const found = known.get(siret)
    const status = { failing: 500, busy: 429 }[state.mood as string] ?? 200
    response.writeHead(status, { "content-type": "application/json" })
    const results = found ? [companyOf(found)] : []
    response.end(
      state.mood === "nonsense"
        ? '{"results": "aucun"'
        : JSON.stringify({ results, total_results: results.length, page: 1, per_page: 1, total_pages: 1 }),
    )
  })
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stop = () =>
    new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
  return { url, known, state, stop }
}

function companyOf({ siret, name, sigle, state = "A", isHeadOffice = true }: Establishment) {
  const siren = siret.slice(0, 9)
  const here = { siret, etat_administratif: state, code_postal: "64000", libelle_commune: "PAU", adresse: "12 RUE DES TANNEURS 64000 PAU" }
  const headOffice = { ...here, numero_voie: "12", indice_repetition: null, type_voie: "RUE", libelle_voie: "DES TANNEURS" }
  const elsewhere = {
    siret: `${siren}00000`,
    etat_administratif: "A",
    code_postal: "75015",
    libelle_commune: "PARIS 15",
    adresse: "9 RUE DU COLONEL PIERRE AVIA 75015 PARIS 15",
  }
  return {
    siren,
    nom_complet: `${name} (${sigle ?? ""})`,
    nom_raison_sociale: name,
    sigle: sigle ?? null,
    etat_administratif: "A",
    siege: isHeadOffice ? headOffice : elsewhere,
    matching_etablissements: isHeadOffice ? [] : [here],
  }
}
