import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { MembershipForm } from "@/components/parcourspro/memberships/membership-form"
import { StructureMemberships } from "@/components/parcourspro/memberships/structure-memberships"
import { Banner, Outcome } from "@/components/ui/banner"
import { DownloadLink, LinkButton } from "@/components/ui/button"
import { Card, Section } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import type { Actor } from "@/lib/access/permissions"
import { titleOf } from "@/lib/access/routes"
import { currentActor } from "@/lib/identity/entrance/actor"
import { publicFiles } from "@/lib/parcourspro/campaign-files/queries"
import { type FileKind, fileKinds } from "@/lib/parcourspro/campaign-files/rules"
import { priceWords } from "@/lib/parcourspro/codes/rules"
import { ownMemberships, yearsToAsk } from "@/lib/parcourspro/memberships/queries"
import { offersOf } from "@/lib/parcourspro/memberships/rules"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { todayOf } from "@/lib/platform/time/working-days"

const path = "/adhesion"
export const metadata: Metadata = { title: titleOf(path) }
const readAddress = reading({ fait: words })

export default async function MembershipPage({ searchParams }: { searchParams: SearchParams }) {
  const { fait } = await readAddress(searchParams)
  const today = todayOf(new Date())
  const [actor, years, files] = await Promise.all([currentActor(), yearsToAsk(today), publicFiles(today)])
  return (
    <Page
      title={titleOf(path)}
      lead="L’adhésion est celle d’une structure, pour une année : elle ouvre à ses équipes les actions réservées du programme."
      banner={<Outcome>{outcomeOf(path, fait)}</Outcome>}
    >
      <Section id="charte" title="La charte">
        <div className="grid max-w-prose gap-3">
          <p>La structure adhérente partage les buts de l’association : informer, orienter et former chaque personne, sans distinction.</p>
          <p>
            Elle désigne un référent dans le portail, répond aux demandes de ses équipes, et les laisse suivre les actions auxquelles elles
            sont confirmées.
          </p>
          <p>Elle participe à la vie de l’association, et dit ce qui doit changer.</p>
        </div>
        <Paper files={files} kind="charter" />
      </Section>
      <Section id="prix" title="La cotisation">
        {years.length === 0 ? <p className="text-soft">Aucune campagne d’adhésion n’est ouverte pour le moment.</p> : null}
        <ul className="grid gap-1">
          {years.map(({ year, fees, charterVersion }) => (
            <li key={year}>
              Pour {year}, charte {charterVersion} :
              <ul className="ml-5 list-disc">
                {fees.map(({ label, amount }) => (
                  <li key={label}>
                    {label} : <strong>{priceWords(amount)}</strong>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </Section>
      <Section id="salles" title="Les salles">
        {files.some(({ kind }) => kind === "flyer") ? (
          <Paper files={files} kind="flyer" />
        ) : (
          <p className="text-soft">Le flyer des salles n’est pas encore en ligne.</p>
        )}
      </Section>
      {files.some(({ kind }) => kind === "form") ? (
        <Section id="formulaire-papier" title="Le formulaire à imprimer" lead="Pour le faire signer ; la demande se fait en ligne.">
          <Paper files={files} kind="form" />
        </Section>
      ) : null}
      {actor ? (
        <Own actor={actor} years={years} />
      ) : (
        <div id="formulaire">
          <LinkButton href={at("/connexion", { retour: path })}>Se connecter pour demander l’adhésion</LinkButton>
        </div>
      )}
    </Page>
  )
}

type Files = Awaited<ReturnType<typeof publicFiles>>

/** A paper to take away, when there is one. */
function Paper({ files, kind }: { files: Files; kind: FileKind }) {
  const file = files.find((one) => one.kind === kind)
  if (!file) return null
  return (
    <div>
      <DownloadLink href={at("/adhesion/fichiers/[nature]", { nature: fileKinds[kind].slug })}>
        {fileKinds[kind].name} {file.year}
      </DownloadLink>
    </div>
  )
}

async function Own({ actor, years }: { actor: Actor; years: Awaited<ReturnType<typeof yearsToAsk>> }) {
  const structures = await ownMemberships(actor)
  if (structures.length === 0)
    return (
      <Section id="formulaire" title="Demander l’adhésion">
        <p>L’adhésion est demandée par un référent de la structure, depuis son compte.</p>
      </Section>
    )
  const mayAsk = structures.filter(({ isReferent, state }) => isReferent && state === "active")
  return (
    <>
      <Section id="structures" title="Mes structures">
        <ul className="grid gap-3">
          {structures.map(({ id, raisonSociale, memberships, isReferent }) => (
            <li key={id}>
              <Card className="grid gap-2">
                <h3 className="font-semibold">{raisonSociale}</h3>
                {memberships.length === 0 ? (
                  <p className="text-soft">Aucune adhésion.{isReferent ? "" : " Son référent peut la demander."}</p>
                ) : null}
                <StructureMemberships memberships={memberships} />
              </Card>
            </li>
          ))}
        </ul>
      </Section>
      {years.length > 0 && mayAsk.length > 0 && !actor.control ? (
        <Section id="formulaire" title="Demander l’adhésion">
          <Card>
            <MembershipForm
              structures={Object.fromEntries(mayAsk.map(({ id, raisonSociale }) => [id, raisonSociale]))}
              offers={offersOf(years)}
            />
          </Card>
        </Section>
      ) : null}
      {years.length > 0 && mayAsk.length === 0 ? (
        <Section id="formulaire" title="Demander l’adhésion">
          <Banner tone="info">
            <p>L’adhésion est demandée par un référent de la structure.</p>
          </Banner>
        </Section>
      ) : null}
    </>
  )
}
