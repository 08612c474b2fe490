import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { Badge } from "@/components/ui/badge"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { removeMyPasskey } from "@/lib/identity/passkeys/actions"
import type { ownFactors } from "@/lib/identity/second-factor/queries"
import { formatDay } from "@/lib/platform/time/dates"

type Factors = Awaited<ReturnType<typeof ownFactors>>

/** The passkeys of an account, and the application that gives codes. */
export function OwnSecurity({ factors, isFresh }: { factors: Factors; isFresh: boolean }) {
  const { passkeys, totpSince } = factors
  return (
    <Card className="grid gap-6">
      <div className="grid gap-3">
        <h3 className="text-lg font-semibold">Clés d’accès</h3>
        {passkeys.length === 0 ? <p className="text-soft">Aucune clé d’accès pour le moment.</p> : null}
        <ul>
          {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
            <li key={id} className="grid gap-2 border-line py-3 not-first:border-t">
              <p id={`cle-${id}`}>
                <span className="font-semibold wrap-anywhere">{name}</span>
                <span className="block text-sm text-soft">
                  Créée le {formatDay(createdAt)}
                  {lastUsedAt ? `, utilisée le ${formatDay(lastUsedAt)}` : ", pas encore utilisée"}
                </span>
              </p>
              <ProvenForm action={removeMyPasskey} isFresh={isFresh} fields={{ passkeyId: id }} tone="danger" describedBy={`cle-${id}`}>
                Retirer cette clé
              </ProvenForm>
            </li>
          ))}
        </ul>
        <div>
          <LinkButton tone="secondary" href="/mon-compte/cle-acces">
            Ajouter une clé d’accès
          </LinkButton>
        </div>
      </div>
      <div className="grid gap-3 border-t border-line pt-5">
        <h3 className="flex flex-wrap items-center gap-2 text-lg font-semibold">
          Double authentification {totpSince ? <Badge tone="good">Activée</Badge> : <Badge>Non activée</Badge>}
        </h3>
        <p className="text-soft">
          {totpSince
            ? `Depuis le ${formatDay(totpSince)}, un code de votre application est demandé après le mot de passe.`
            : "Un code à 6 chiffres, donné par une application de votre téléphone, peut être demandé après le mot de passe."}
        </p>
        <div>
          <LinkButton tone="secondary" href="/mon-compte/double-authentification">
            {totpSince ? "Gérer la double authentification" : "Activer la double authentification"}
          </LinkButton>
        </div>
      </div>
    </Card>
  )
}
