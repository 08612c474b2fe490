/** The browsers that people have used before: their own guesses are not slowed down by a stranger's (docs/decisions/0049). */
import "server-only"
import { randomUUID } from "node:crypto"
import * as z from "zod/mini"
import { sealCookie, unsealCookie } from "@/lib/platform/http/sealed-cookie"
import { env } from "@/lib/platform/process/env"
import { keyedHash } from "@/lib/platform/secrets/secrets"
import { parseEmail } from "@/lib/vocabulary/accounts/rules"

const cookie = "appareil"
const shape = z.object({ id: z.string(), proofs: z.array(z.string()) })
const days = 180
/** On a computer that many people share, the latest are remembered. */
const most = 24

/** What the owner of an address has given in a browser: whoever has found their password has not given their code. */
type Proof = "password" | "code"

/** The name of this browser when the owner of this address has given this proof in it; otherwise null. It gives no right: only patience. */
export async function knownDevice(proof: Proof, email: string): Promise<string | null> {
  const device = await unsealCookie(cookie, shape)
  return device?.proofs.includes(marked(proof, email)) ? device.id : null
}

/** Remembers, in this browser, that the owner of this address has just given this proof. */
export async function rememberDevice(proof: Proof, email: string) {
  const device = await unsealCookie(cookie, shape)
  const mark = marked(proof, email)
  const proofs = [mark, ...(device?.proofs ?? []).filter((known) => known !== mark)].slice(0, most)
  await sealCookie(cookie, { id: device?.id ?? randomUUID(), proofs }, days * 24 * 3600)
}

function marked(proof: Proof, email: string) {
  return keyedHash(`device ${proof} ${parseEmail(email) ?? ""}`, env.secret).slice(0, 16)
}
