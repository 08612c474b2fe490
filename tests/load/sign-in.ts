/**
 * Sign-ins per second through the portal, compared with the argon2id hashes that the machine's cores can do alone, alternating in one
 * run. Also the memory of the web process while fifty people sign in at once.
 */
import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import path from "node:path"
import { verify } from "@node-rs/argon2"
import { hashPassword } from "@/lib/platform/secrets/password"
import { anAccount } from "@/tests/support/factories"
import { formPoster, type Post } from "@/tests/support/form-poster"
import { serveBuild } from "@/tests/support/portal-copy"
import { percentile, productionEnv } from "./setting"

const root = path.resolve(import.meta.dirname, "../..")
const password = "bruyère tandem cobalt 71"
const rounds = 5
const seconds = 5

export async function benchSignIn(cluster: { appUrl: string; ownerUrl: string }) {
  const portal = await serveBuild(root, { ...productionEnv(cluster), SECOND_FACTOR: "optional", LOG_LEVEL: "error" })
  try {
    const passwordHash = await hashPassword(password)
    const people = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const { email } = await anAccount({ email: `entree.${randomUUID()}@exemple.fr`, passwordHash })
        const post = await (await formPoster(portal.base, { keepsCookies: false })).form("/connexion", "Se connecter")
        return () => enter(post, email)
      }),
    )
    await rates(people, passwordHash)
    await memory(people, portal.pid)
  } finally {
    await portal.stop()
  }
}

async function enter(post: Post, email: string) {
  const { status, location } = await post({ email, password, retour: "/accueil" })
  if (status !== 303 || location !== "/accueil") throw new Error(`sign-in: ${status} ${location}`)
}

async function rates(people: (() => Promise<void>)[], passwordHash: string) {
  const bare: number[] = []
  const portal: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    // First, as many hashes at once as the portal allows itself; then eight people at once, enough to keep the portal busy.
    const alone = await perSecond(Array.from({ length: 2 }, () => async () => void (await verify(passwordHash, password))))
    const through = await perSecond(people.slice(0, 8))
    if (round > 0) bare.push(alone)
    if (round > 0) portal.push(through)
  }
  const [alone, through] = [percentile(bare, 0.5), percentile(portal, 0.5)]
  console.log(
    `connexions : ${through.toFixed(1)} par seconde ; argon2id seul : ${alone.toFixed(1)} ; rapport ${(through / alone).toFixed(2)} (visé : 0,8)`,
  )
}

/** Each of the tasks over and over, all at once, for a few seconds. */
async function perSecond(tasks: (() => Promise<void>)[]) {
  const started = performance.now()
  let done = 0
  await Promise.all(
    tasks.map(async (task) => {
      while (performance.now() - started < seconds * 1000) {
        await task()
        done += 1
      }
    }),
  )
  return done / ((performance.now() - started) / 1000)
}

/** Resident memory between waves of fifty, and its peak during a wave, once the size of the heap is stable. */
async function memory(people: (() => Promise<void>)[], pid: number) {
  const megabytes = () => Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)?.[1]) / 1024
  const rests: number[] = []
  const peaks: number[] = []
  for (let wave = 0; wave < 30; wave += 1) {
    let peak = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, megabytes())
    }, 10)
    await Promise.all(people.map((person) => person()))
    clearInterval(watch)
    if (wave < 20) continue
    rests.push(megabytes())
    peaks.push(peak)
  }
  console.log(
    `mémoire du serveur, dix vagues de 50 connexions à la fois : au plus ${Math.max(...peaks).toFixed(0)} Mo, ` +
      `soit ${(percentile(peaks, 0.5) - percentile(rests, 0.5)).toFixed(0)} Mo de plus qu'entre les vagues ; ` +
      `entre les vagues ${rests[0]?.toFixed(0)} Mo d'abord, ${rests.at(-1)?.toFixed(0)} Mo à la fin`,
  )
}
