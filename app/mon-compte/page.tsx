import type { Metadata } from "next"
import Link from "next/link"
import { AddressForm } from "@/components/identity/accounts/address-form"
import { InformationForm } from "@/components/identity/accounts/information-form"
import { PasswordForm } from "@/components/identity/credentials/password-form"
import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { OwnSecurity } from "@/components/identity/second-factor/own-security"
import { SessionFacts, SessionLine } from "@/components/identity/sessions/session-line"
import { Page } from "@/components/layout/page"
import { OwnStructure } from "@/components/membership/affiliations/own-structure"
import { OwnApplications } from "@/components/signon/entries/own-applications"
import { ActionButton } from "@/components/ui/action-button"
import { Banner, Outcome } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card, Facts, Section } from "@/components/ui/card"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { cancelMyAddressChange } from "@/lib/identity/accounts/actions"
import { ownAccount } from "@/lib/identity/accounts/queries"
import { enter } from "@/lib/identity/entrance/actor"
import { ownFactors } from "@/lib/identity/second-factor/queries"
import { ownSessions, pastControls } from "@/lib/identity/sessions/queries"
import { isFresh } from "@/lib/identity/sessions/rules"
import { endMySessions } from "@/lib/identity/sign-in/actions"
import { ownAffiliations } from "@/lib/membership/affiliations/queries"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { formatInstant } from "@/lib/platform/time/dates"
import { ownApplications } from "@/lib/signon/entries/queries"
import { accountFieldNames } from "@/lib/vocabulary/accounts/rules"

export const metadata: Metadata = { title: titleOf("/mon-compte") }

const allParts = [
  ["informations", "Mes informations"],
  ["adresse", "Adresse e-mail"],
  ["mot-de-passe", "Mot de passe"],
  ["securite", "Clés d’accès et codes"],
  ["organismes", "Mes organismes"],
  ["connexions", "Mes connexions"],
  ["applications", "Applications"],
  ["donnees", "Mes données"],
] as const

/** The parts that only the owner sees, not a manager who has taken control. */
const ownersParts: ReadonlySet<string> = new Set(["adresse", "mot-de-passe", "securite", "donnees"])

const readAddress = reading({ fait: words })

type Props = { searchParams: SearchParams }

export default async function OwnAccountPage({ searchParams }: Props) {
  const actor = await enter("/mon-compte")
  const now = new Date()
  const [{ fait }, account, affiliations, factors, sessions, controls, entries] = await Promise.all([
    readAddress(searchParams),
    ownAccount(actor, now),
    ownAffiliations(actor),
    ownFactors(actor),
    ownSessions(actor, now),
    pastControls(actor, now),
    ownApplications(actor),
  ])
  const outcome = outcomeOf("/mon-compte", fait)
  const active = affiliations.filter(({ status }) => status === "active")
  const { firstName, lastName, jobTitle, phone, email, addressChange } = account
  const isOwner = actor.control === null
  const parts = isOwner ? allParts : allParts.filter(([id]) => !ownersParts.has(id))
  const ownWords = [firstName, lastName, email, ...active.flatMap(({ structure }) => [structure.raisonSociale, structure.sigle ?? ""])]
  return (
    <Page
      title={titleOf("/mon-compte")}
      width="narrow"
      lead="Qui vous êtes, comment vous vous connectez, et ce que le portail garde de vous."
      banner={<Outcome>{outcome}</Outcome>}
    >
      <nav aria-label="Sur cette page">
        <ul className="flex flex-wrap gap-x-5">
          {parts.map(([id, title]) => (
            <li key={id}>
              <a href={`#${id}`} className="inline-flex min-h-11 items-center text-brand underline underline-offset-4">
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
        <Section id="informations" title="Mes informations" lead="Ce que vos référents et vos collègues voient de vous.">
          <Card>
            {isOwner ? (
              <InformationForm current={{ firstName, lastName, jobTitle: jobTitle ?? "", phone }} />
            ) : (
              <Facts
                facts={[
                  [accountFieldNames.firstName, firstName],
                  [accountFieldNames.lastName, lastName],
                  [accountFieldNames.jobTitle, jobTitle || "Non renseignée"],
                  [accountFieldNames.phone, phone || "Non renseigné"],
                ]}
              />
            )}
          </Card>
        </Section>
        {isOwner ? (
          <>
            <Section id="adresse" title="Adresse e-mail" lead="Celle avec laquelle vous vous connectez, et où nous vous écrivons.">
              <Card className="grid gap-5">
                <p>
                  Adresse actuelle : <strong className="wrap-anywhere">{email}</strong>
                </p>
                {addressChange ? (
                  <Banner tone="wait">
                    <p>
                      <strong className="wrap-anywhere">{addressChange.to}</strong> attend d’être confirmée, par le lien envoyé le{" "}
                      {formatInstant(addressChange.askedAt)}.
                    </p>
                    <ActionButton action={cancelMyAddressChange} tone="quiet">
                      Abandonner ce changement
                    </ActionButton>
                  </Banner>
                ) : null}
                <AddressForm />
              </Card>
            </Section>
            <Section id="mot-de-passe" title="Mot de passe">
              <Card>
                <PasswordForm email={email} ownWords={ownWords} />
              </Card>
            </Section>
            <Section
              id="securite"
              title="Clés d’accès et codes"
              lead="Une clé d’accès remplace le mot de passe par votre empreinte, votre visage ou le code de votre appareil : rien à retenir, rien à voler."
            >
              <OwnSecurity factors={factors} isFresh={isFresh(actor.authAt, now)} />
            </Section>
          </>
        ) : (
          <p className="text-soft">Informations, adresse, mot de passe, clés d’accès et données restent réservés à la personne.</p>
        )}
        <Section id="organismes" title="Mes organismes">
          {active.length === 0 ? (
            <Card>
              <p className="text-soft">
                Aucun pour le moment. <Link href="/mes-structures">Demandez un rattachement</Link>.
              </p>
            </Card>
          ) : (
            active.map((affiliation) => <OwnStructure key={affiliation.id} affiliation={affiliation} accountId={actor.accountId} />)
          )}
        </Section>
        <Section
          id="connexions"
          title="Mes connexions"
          lead="Là où votre compte est ouvert. Vous n’en reconnaissez pas une ? Fermez-la, puis changez de mot de passe."
        >
          <Card className="grid gap-4">
            <ul>
              {sessions.map((session) => (
                <SessionLine key={session.id} session={session} now={now} mayEnd={isOwner} isFresh={isFresh(actor.authAt, now)} />
              ))}
            </ul>
            {isOwner ? (
              <ProvenForm action={endMySessions} isFresh={isFresh(actor.authAt, now)} tone="danger">
                Tout déconnecter
              </ProvenForm>
            ) : null}
            {controls.length > 0 ? (
              <div className="grid gap-2">
                <h3 className="font-semibold">Prises de contrôle passées</h3>
                {controls.map((session) => (
                  <SessionFacts key={session.id} session={session} now={now} />
                ))}
              </div>
            ) : null}
          </Card>
        </Section>
        <Section
          id="applications"
          title="Applications"
          lead="Là où vous êtes entré·e avec votre compte du portail. Retirer l’accès ferme ce que l’application y lisait de vous."
        >
          <OwnApplications entries={entries} mayWithdraw={isOwner} />
        </Section>
        {isOwner ? (
          <Section
            id="donnees"
            title="Mes données"
            lead="Vous pouvez à tout moment emporter ce que le portail garde de vous, ou le faire disparaître."
          >
            <Card className="flex flex-wrap gap-3">
              <LinkButton tone="secondary" href="/mon-compte/donnees" prefetch={false} download>
                Télécharger mes données
              </LinkButton>
              <LinkButton tone="secondary" href="/mes-fichiers">
                Mes fichiers
              </LinkButton>
              <LinkButton tone="danger" href="/mon-compte/supprimer">
                Supprimer mon compte
              </LinkButton>
            </Card>
          </Section>
        ) : null}
      </div>
    </Page>
  )
}
