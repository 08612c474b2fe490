/** GET /api/structures at sixteen connections, against a bare server that puts the same question to the database. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import autocannon from "autocannon"
import pg from "pg"
import { questionsTo } from "@/lib/search/corpora/queries"
import { structureChunks } from "@/lib/search/lexemes/rules"
import { ask } from "@/lib/search/typed/rules"
import { serveBuild } from "@/tests/support/portal-copy"
import { percentile, productionEnv } from "./setting"

const columns = `siret, raison_sociale AS "raisonSociale", sigle, enseigne, postcode AS "codePostal", city AS commune, departement, types::text[] AS types, state`

export async function benchSearchServer(cluster: { appUrl: string; ownerUrl: string }, texts: string[]) {
  const portal = await serveBuild(process.cwd(), { ...productionEnv(cluster), SEARCHES_PER_MINUTE: "1000000" })
  const bare = await serveBare(cluster.appUrl)
  const times: Record<string, number[]> = { portail: [], nu: [] }
  try {
    for (let round = 0; round < 6; round += 1)
      for (const [name, base] of [
        ["portail", portal.base],
        ["nu", bare.base],
      ] as const) {
        const asked = texts.slice(round * 600, (round + 1) * 600)
        const requests = asked.map((text) => ({ path: `/api/structures?q=${encodeURIComponent(text)}&limit=10` }))
        const result = await autocannon({ url: base, connections: 16, duration: 6, requests })
        if (result.non2xx > 0 || result.errors > 0) throw new Error(`${name}: ${result.non2xx} answers that are not 200`)
        if (round > 0) times[name]?.push(result.latency.p97_5)
        if (round > 0 && name === "portail")
          console.log(`    tour ${round} : portail ${result.requests.average.toFixed(0)} requêtes/s, p97,5 ${result.latency.p97_5} ms`)
      }
  } finally {
    await portal.stop()
    await bare.stop()
  }
  const median = (name: string) => percentile(times[name] ?? [], 0.5)
  console.log(
    `GET /api/structures, 16 connexions : p97,5 ${median("portail")} ms ; serveur nu, même SQL : ${median("nu")} ms ; rapport ${(median("portail") / median("nu")).toFixed(2)} (visé : 2)`,
  )
}

async function serveBare(appUrl: string) {
  const pool = new pg.Pool({ connectionString: appUrl, max: 20 })
  const server = createServer(async (request, response) => {
    const asked = ask(new URL(request.url ?? "", "http://localhost").searchParams.get("q") ?? "")
    const { broad, whole, narrower } = asked
      ? questionsTo(asked, { vocabulary: "structures", chunks: structureChunks })
      : { broad: [], whole: [], narrower: [] }
    const { rows } = await pool.query({
      name: "search",
      text: `SELECT ${columns} FROM structures_answering($1, $2, '{}', $3, 30) LIMIT 10`,
      values: [broad, whole, narrower],
    })
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ structures: rows }))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      await new Promise((resolve) => server.close(resolve))
      await pool.end()
    },
  }
}
