/**
 * Whether the time of an answer tells an address with an account from one without: sign-in, reset, sign-up and resend, each through
 * the real portal. The two kinds alternate in random order.
 */
import { randomUUID } from "node:crypto"
import path from "node:path"
import { db } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { anAccount, aStructure } from "@/tests/support/factories"
import { formPoster, type Poster } from "@/tests/support/form-poster"
import { serveBuild } from "@/tests/support/portal-copy"
import { percentile, productionEnv } from "./setting"

const root = path.resolve(import.meta.dirname, "../..")
const samples = 200
const password = "bruyère tandem cobalt 71"

type Kind = "account" | "unknown"
/** Prepares one sample and returns what is timed. */
type Gesture = (kind: Kind) => Promise<() => Promise<unknown>>

export async function benchTiming(cluster: { appUrl: string; ownerUrl: string }) {
  const portal = await serveBuild(root, { ...productionEnv(cluster), SECOND_FACTOR: "optional", LOG_LEVEL: "error" })
  try {
    console.log(`temps de réponse, ${samples} essais de chaque sorte (séparabilité : 0,50 = indiscernables, 1 = toujours reconnus) :`)
    for (const [name, gesture] of Object.entries(await gestures(portal.base))) {
      const times = await measure(gesture)
      report(name, times.account, times.unknown)
      const [even, odd] = [times.unknown.filter((_, index) => index % 2 === 0), times.unknown.filter((_, index) => index % 2 === 1)]
      report("  témoin : la même sorte contre elle-même", even, odd)
    }
    const spotted = await measure(await naive(), 100)
    report("  témoin : une connexion qui ne hacherait pas pour une adresse inconnue", spotted.account, spotted.unknown)
  } finally {
    await portal.stop()
  }
}

async function gestures(base: string): Promise<Record<string, Gesture>> {
  const { email: known } = await anAccount({ email: `connue.${randomUUID()}@exemple.fr`, passwordHash: await hashPassword(password) })
  const { siret } = await aStructure()
  const addressOf = (kind: Kind) => (kind === "account" ? known : `inconnue.${randomUUID()}@exemple.fr`)
  const visitor = await formPoster(base)
  const signIn = await visitor.form("/connexion", "Se connecter")
  const reset = await visitor.form("/mot-de-passe-oublie", "Recevoir un lien")
  const signup = async (kind: Kind) => {
    const person: Poster = await formPoster(base)
    const identity = await person.form(`/inscription/informations?siret=${siret}`, "Continuer")
    const { location = "" } = await identity({
      siret,
      firstName: "Alix",
      lastName: "Durand",
      jobTitle: "Formatrice",
      phone: "",
      need: "",
      email: addressOf(kind),
      password,
    })
    return { person, send: await person.form(location, "Envoyer ma demande") }
  }
  const { hash } = await import("@node-rs/argon2")
  const older = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const { email: longGone } = await anAccount({ email: `ancienne.${randomUUID()}@exemple.fr`, passwordHash: older })
  const guess = (email: string) => () => signIn({ email, password: "pas le bon mot de passe", retour: "/accueil" })
  return {
    connexion: async (kind) => guess(addressOf(kind)),
    "connexion, compte haché avec d'anciens paramètres": async (kind) => guess(kind === "account" ? longGone : addressOf(kind)),
    "mot de passe oublié": async (kind) => () => reset({ email: addressOf(kind) }),
    "envoi d'une inscription": async (kind) => {
      const { send } = await signup(kind)
      return () => send({})
    },
    "renvoi du lien": async (kind) => {
      const { person, send } = await signup(kind)
      const { location = "" } = await send({})
      await db.signup.updateMany({ data: { sentAt: new Date(0) } })
      const again = await person.form(location, "Renvoyer le message")
      return () => again({})
    },
  }
}

/** What the portal would do without precaution: the measure must see it. */
async function naive(): Promise<Gesture> {
  const passwordHash = await hashPassword(password)
  const { verify } = await import("@node-rs/argon2")
  return async (kind) => async () => {
    await db.account.findUnique({ where: { email: "personne@exemple.fr" } })
    if (kind === "account") await verify(passwordHash, "pas le bon mot de passe")
  }
}

async function measure(gesture: Gesture, count = samples) {
  const times: Record<Kind, number[]> = { account: [], unknown: [] }
  // The first ones warm the connections and are not counted.
  for (let turn = -10; turn < count; turn += 1)
    for (const kind of Math.random() < 0.5 ? (["account", "unknown"] as const) : (["unknown", "account"] as const)) {
      await db.throttle.deleteMany()
      const act = await gesture(kind)
      const started = performance.now()
      await act()
      if (turn >= 0) times[kind].push(performance.now() - started)
    }
  return times
}

function report(name: string, account: number[], unknown: number[]) {
  const ms = (values: number[]) => `${percentile(values, 0.5).toFixed(1)} ms`
  console.log(
    `  ${name} : médianes ${ms(account)} et ${ms(unknown)}, recouvrement ${(overlap(account, unknown) * 100).toFixed(0)} %, ` +
      `séparabilité ${separability(account, unknown).toFixed(2)}`,
  )
}

/** With one sample of each kind, the probability of guessing right which one is slower: 0.5 when nothing tells the kinds apart. */
function separability(one: number[], other: number[]) {
  const wins = one.reduce((sum, a) => sum + other.reduce((count, b) => count + (a > b ? 1 : a === b ? 0.5 : 0), 0), 0)
  const share = wins / (one.length * other.length)
  return Math.max(share, 1 - share)
}

/** The part the two distributions share, in ten classes of equal weight. */
function overlap(one: number[], other: number[]) {
  const limits = Array.from({ length: 9 }, (_, index) => percentile([...one, ...other], (index + 1) / 10))
  const shares = (values: number[]) =>
    Array.from(
      { length: 10 },
      (_, index) => values.filter((value) => limits.filter((limit) => value >= limit).length === index).length / values.length,
    )
  const [first, second] = [shares(one), shares(other)]
  return first.reduce((sum, share, index) => sum + Math.min(share, second[index] ?? 0), 0)
}
