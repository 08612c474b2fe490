import { rmSync } from "node:fs"
import pg from "pg"
import { startEmbedded } from "@/scripts/embedded"
import { migrate } from "@/scripts/migrate"
import { databaseFolder } from "./database-folder"

/** A throw-away PostgreSQL with the portail's schema in its first database; durability is not what tests need. */
export async function startTestCluster({ flags = [], onDisk = false }: { flags?: string[]; onDisk?: boolean } = {}) {
  const folder = databaseFolder("test", { onDisk })
  const cluster = await startEmbedded(folder, ["fsync=off", "synchronous_commit=off", "full_page_writes=off", ...flags])
  await migrate(cluster.ownerUrl, cluster.appUrl)
  return {
    ...cluster,
    stop: async () => {
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A copy of the migrated database under another name, in some 20 ms. */
export async function copyDatabase(cluster: { adminUrl: string; appUrl: string; ownerUrl: string }, name: string) {
  const client = new pg.Client({ connectionString: cluster.adminUrl })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE portail OWNER portail_owner`)
  } finally {
    await client.end()
  }
  const renamed = (url: string) => url.replace(/\/[^/]*$/, `/${name}`)
  return { appUrl: renamed(cluster.appUrl), ownerUrl: renamed(cluster.ownerUrl), adminUrl: renamed(cluster.adminUrl) }
}

/**
 * Makes a database without a table in the cluster and returns its addresses for both roles. `urls`: the addresses of any database of
 * the cluster.
 */
export async function emptyDatabase(adminUrl: string, urls: { appUrl: string; ownerUrl: string }) {
  const name = `vide_${crypto.randomUUID().slice(0, 8)}`
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${name} OWNER portail_owner`)
  } finally {
    await client.end()
  }
  const at = (url: string) => url.replace(/\/[^/]*$/, `/${name}`)
  return { DATABASE_URL: at(urls.appUrl), DATABASE_OWNER_URL: at(urls.ownerUrl) }
}
