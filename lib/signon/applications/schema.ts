import * as z from "zod/mini"
import { passwordAgain } from "@/lib/identity/credentials/schema"
import { line, paragraph, requiredLine, requiredName, tick } from "@/lib/platform/text/fields"
import { eventWays, isReturnAddress, isServerAddress, keySetOf, proofs } from "@/lib/signon/applications/rules"
import { type ProfilCode, profilCodes, type Scope, scopes } from "@/lib/signon/claims/rules"
import { linesOf } from "@/lib/vocabulary/fields/schema"

const scopeTicks = Object.fromEntries(scopes.map((scope) => [scope, tick])) as Record<Scope, typeof tick>
const profilTicks = Object.fromEntries(profilCodes.map((code) => [code, tick])) as Record<ProfilCode, typeof tick>

/** One address a line. */
function addresses(most: number) {
  return z.pipe(
    paragraph(4000).check(
      z.refine(
        (text) => linesOf(text).every(isReturnAddress),
        "Une adresse par ligne, complète et en https://, telle qu’un navigateur l’écrit, sans * ni #. Pour essayer : http://localhost:4000/retour.",
      ),
      z.refine((text) => linesOf(text).length <= most, `${most} adresses au plus.`),
    ),
    z.transform((text: string) => linesOf(text)),
  )
}

const serverAddress = line(500).check(
  z.refine((text) => text === "" || isServerAddress(text), "Saisissez une adresse complète, qui commence par https://."),
)

const shape = {
  name: requiredName(80, "Donnez le nom de l’application, que les personnes liront."),
  purpose: requiredLine(300, "Dites en une phrase à quoi elle sert, pour qui va y entrer."),
  isThirdParty: tick,
  redirectAddresses: addresses(20),
  endAddresses: addresses(20),
  logoutAddress: serverAddress,
  entry: z.enum(["member", "profil", "account"], "Choisissez qui peut entrer."),
  ...profilTicks,
  ...scopeTicks,
  readsStructures: tick,
  readsPeople: tick,
  readsRights: tick,
  eventWay: z.enum(eventWays, "Choisissez une des réponses."),
  eventAddress: serverAddress,
  eventToken: line(500),
  proof: z.enum(proofs, "Choisissez comment elle prouve qui elle est."),
  keys: paragraph(20_000).check(
    z.refine(
      (text) => text === "" || keySetOf(text) !== null,
      'Collez un jeu de clés publiques (JWKS) : {"keys": [ … ]}, sans clé privée ni secrète.',
    ),
  ),
  keysAddress: serverAddress,
  signsWithEs256: tick,
  pushesRequests: tick,
  refreshes: tick,
  resourceAddress: serverAddress,
  /** Whose names of people a new application shares. */
  sibling: z.optional(z.union([z.uuid("Application inconnue."), z.literal("")])),
}
const bare = z.strictObject(shape)
type Written = z.infer<typeof bare>

/** What the answers ask of each other: each line is a field that is missing, and why. */
function missing(written: Written): [field: keyof typeof shape, message: string][] {
  const { entry, proof, eventWay } = written
  const readsAlone = written.readsStructures || written.readsPeople || written.readsRights
  return [
    ...(written.redirectAddresses.length === 0 && !readsAlone
      ? [["redirectAddresses", "Donnez au moins une adresse de retour, ou cochez ce qu’elle lit par elle-même."] as const]
      : []),
    ...(entry === "profil" && !profilCodes.some((code) => written[code])
      ? [["entry", "Cochez au moins un profil, ou choisissez une autre réponse."] as const]
      : []),
    ...(eventWay === "push" && !written.eventAddress ? [["eventAddress", "Donnez l’adresse où envoyer les événements."] as const] : []),
    ...(proof === "keys" && !written.keys ? [["keys", "Collez ses clés publiques."] as const] : []),
    ...(proof === "keys-address" && !written.keysAddress ? [["keysAddress", "Donnez l’adresse de ses clés publiques."] as const] : []),
  ].map(([field, message]) => [field, message])
}

const coherent = z.check<Written>((context) => {
  for (const [field, message] of missing(context.value))
    context.issues.push({ code: "custom", path: [field], message, input: context.value })
})

/** An application as a manager writes it. */
export const applicationFields = bare.check(coherent)

const applicationId = z.uuid("Application inconnue.")
/** A new one has no id yet. `seen`: when the one that the form shows was last changed. */
export const applicationSchema = z
  .strictObject({
    ...shape,
    applicationId: z.optional(applicationId),
    seen: z.optional(z.iso.datetime("Rechargez la page.")),
  })
  .check(coherent as never)
export type ApplicationInput = z.infer<typeof applicationSchema>

export const applicationIdSchema = z.strictObject({ applicationId })
export const provenApplicationSchema = z.strictObject({ applicationId, currentPassword: passwordAgain })
export const secretSchema = z.strictObject({ applicationId, secretId: z.uuid("Secret inconnu."), currentPassword: passwordAgain })
export const deliverySchema = z.strictObject({ applicationId, eventId: z.string().check(z.regex(/^\d{1,18}$/, "Événement inconnu.")) })
