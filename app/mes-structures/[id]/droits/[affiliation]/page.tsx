import { Lock } from "lucide-react"
import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { RightLine } from "@/components/membership/profils/right-line"
import { Suspended } from "@/components/membership/profils/suspended"
import { Banner, Outcome } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { enterStructure, unknownAffiliation } from "@/lib/membership/entrance/structure"
import { lacksValidator, lastRightsChange, personOf, type StructurePerson } from "@/lib/membership/people/queries"
import { reviewAskingAbout } from "@/lib/membership/review-answers/queries"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { de } from "@/lib/platform/text/elision"
import { formatInstant } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import {
  grantable,
  holds,
  isRafael,
  markOf,
  parcoursProSheets,
  profilName,
  profilNames,
  profilsOpenTo,
} from "@/lib/vocabulary/profils/rules"
import { formatSiret } from "@/lib/vocabulary/structures/rules"

const readAddress = reading({ fait: words })

type Props = { params: Promise<{ id: string; affiliation: string }>; searchParams: SearchParams }

async function person(params: Props["params"]) {
  const { id, affiliation } = await params
  const { actor, structure } = await enterStructure(at("/mes-structures/[id]/droits/[affiliation]", { id, affiliation }), id, "profils.set")
  const found = await personOf(actor, structure.id, affiliation)
  return { actor, found: found ?? (await unknownAffiliation("profils.set", affiliation)) }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { found } = await person(params)
  return { title: `Droits ${de(formatName(found.account))}` }
}

export default async function RightsPage({ params, searchParams }: Props) {
  const { actor, found } = await person(params)
  const { structure, account, status } = found
  const [{ fait }, isWarned, review, change] = await Promise.all([
    readAddress(searchParams),
    lacksValidator(actor, structure.id),
    reviewAskingAbout(actor, structure.id, found.id),
    lastRightsChange(actor, structure.id, found.id),
  ])
  const outcome = outcomeOf("/mes-structures/[id]/droits/[affiliation]", fait)
  const changeWords = change
    ? `Avant : ${profilNames(change.before).join(", ")}. Maintenant : ${profilNames(change.after).join(", ")}.`
    : ""
  return (
    <Page
      title={`Droits ${de(formatName(account))}`}
      lead={`${structure.raisonSociale} · ${formatSiret(structure.siret)}`}
      width="narrow"
      banner={
        outcome && change ? (
          <Outcome>
            {outcome} {changeWords}
          </Outcome>
        ) : null
      }
    >
      {status === "active" ? (
        <Rights person={found} />
      ) : (
        <Banner tone="info">
          <p>Cette personne n’est plus rattachée à la structure : elle n’y a plus aucun droit.</p>
        </Banner>
      )}
      {isWarned ? (
        <Banner tone="wait">
          <p>
            Cette structure a des prescripteurs de Niveau 1 et personne de Niveau 3 : leurs préinscriptions ne peuvent pas être validées.
          </p>
        </Banner>
      ) : null}
      {change ? (
        <p className="text-soft">
          Dernière modification le {formatInstant(change.at)}
          {change.by ? ` par ${formatName(change.by)}` : ""}. {changeWords}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-3">
        {review ? (
          <LinkButton tone="secondary" href={at("/revues/[id]", { id: review, structure: structure.id })}>
            Reprendre la revue
          </LinkButton>
        ) : null}
        <LinkButton tone="quiet" href={at("/mes-structures/[id]", { id: structure.id })}>
          Revenir à la liste des utilisateurs
        </LinkButton>
      </div>
    </Page>
  )
}

function Rights({ person: found }: { person: StructurePerson }) {
  const held = grantable.filter((profil) => holds(found, profil))
  const available = profilsOpenTo(found.structure.types).filter((profil) => !holds(found, profil))
  const fields = { affiliationId: found.id, seen: markOf(found) }
  const current = found.rafaelProfil && profilName(found.rafaelProfil)
  return (
    <>
      <Card className="grid gap-4">
        <h2 className="text-xl font-semibold">Droits actuels</h2>
        {found.suspendedProfil && found.suspendedAt ? (
          <Suspended profil={found.suspendedProfil} since={found.suspendedAt} fields={fields} />
        ) : null}
        <ul className="grid gap-3">
          {held.map((profil) => (
            <RightLine key={profil} profil={profil} fields={fields} gesture="remove" />
          ))}
          <li className="flex flex-wrap items-center justify-between gap-3 rounded-control bg-sunken px-4 py-3">
            <div>
              <p className="font-semibold">{parcoursProSheets.beneficiaire.name}</p>
              <p className="text-soft">Accordé avec chaque compte validé : ce droit ne se retire pas.</p>
            </div>
            <span className="inline-flex items-center gap-1.5 text-soft">
              <Lock aria-hidden className="size-4" />
              Verrouillé
            </span>
          </li>
        </ul>
      </Card>
      <Card className="grid gap-4">
        <h2 className="text-xl font-semibold">Droits disponibles</h2>
        {available.length === 0 ? <p className="text-soft">Cette personne a déjà tous les droits que la structure peut donner.</p> : null}
        <ul className="grid gap-3">
          {available.map((profil) => (
            <RightLine key={profil} profil={profil} fields={fields} gesture="add" replaces={isRafael(profil) ? current : null} />
          ))}
        </ul>
      </Card>
    </>
  )
}
