import Link from "next/link"
import { Card } from "@/components/ui/card"
import { type Actor, can, type Permission } from "@/lib/access/permissions"
import type { AccountFile } from "@/lib/desk/account-dossiers/queries"
import { permissionWords } from "@/lib/desk/account-dossiers/rules"
import type { tileLinks } from "@/lib/desk/tiles/queries"
import { openLinks, tileIds, tiles } from "@/lib/desk/tiles/rules"
import { grantable, holds, parcoursProSheets, profilAllows, profilName } from "@/lib/vocabulary/profils/rules"

type Props = { account: AccountFile; tileLinks: Awaited<ReturnType<typeof tileLinks>> }

/** What the person may do at this instant, by the very table that answers them. */
export function EffectiveRights({ account, tileLinks }: Props) {
  if (account.erasedAt) return <p>Rien : le compte est effacé.</p>
  if (account.disabledAt) return <p>Rien tant que le compte est désactivé ; le réactiver lui rend ses droits.</p>
  if (account.isManager) return <p>Tout ce que peut un·e gestionnaire Cap Métiers, dans toutes les structures.</p>
  const active = account.affiliations.filter(({ status }) => status === "active")
  if (active.length === 0) return <p>Rien d’autre que demander un rattachement et gérer son compte.</p>
  const actor = asActor(account, active)
  const links = tileIds.flatMap((tile) => openLinks(actor, tileLinks[tile]).map(({ label }) => `${tiles[tile].name} (${label})`))
  return (
    <div className="grid gap-3">
      {links.length > 0 ? <p>Accès ouverts depuis l’accueil : {links.join(" · ")}.</p> : <p>Aucun accès ouvert depuis l’accueil.</p>}
      {active.map((affiliation) => {
        const profils = grantable.filter((profil) => holds(affiliation, profil))
        const permissions = (Object.entries(permissionWords) as [Permission, string][]).filter(([permission]) =>
          can(actor, permission, affiliation.structureId),
        )
        return (
          <Card key={affiliation.id} className="grid gap-2">
            <h3 className="font-semibold">
              <Link href={`/admin/structures/${affiliation.structureId}`} className="text-brand underline underline-offset-4">
                {affiliation.structure.raisonSociale}
              </Link>
              <span className="font-normal text-soft"> · {affiliation.isReferent ? "référent·e" : "membre"}</span>
            </h3>
            <ul className="list-disc pl-5">
              {profils.map((profil) => (
                <li key={profil}>
                  <strong>{profilName(profil)}</strong> : {profilAllows(profil)}
                </li>
              ))}
              <li>
                <strong>{parcoursProSheets.beneficiaire.name}</strong> : {parcoursProSheets.beneficiaire.allows}
              </li>
              {permissions.map(([permission, words]) => (
                <li key={permission}>{words}</li>
              ))}
            </ul>
          </Card>
        )
      })}
    </div>
  )
}

function asActor(account: AccountFile, affiliations: Actor["affiliations"]): Actor {
  const { id, firstName, lastName, email, isManager } = account
  return { accountId: id, sessionId: "", firstName, lastName, email, isManager, authAt: new Date(0), affiliations, control: null }
}
