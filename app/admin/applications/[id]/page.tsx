import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { ApplicationForm } from "@/components/signon/applications/application-form"
import { DeliveriesTable } from "@/components/signon/applications/deliveries-table"
import { SecretForm } from "@/components/signon/applications/secret-form"
import { TrialForm } from "@/components/signon/trials/trial-form"
import { ActionButton } from "@/components/ui/action-button"
import { Banner, Outcome } from "@/components/ui/banner"
import { Card, Facts, Section } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { enter } from "@/lib/identity/entrance/actor"
import { isFresh } from "@/lib/identity/sessions/rules"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { env } from "@/lib/platform/process/env"
import { formatInstant } from "@/lib/platform/time/dates"
import { dropSecret, grantAllStructures, resume, suspend, test } from "@/lib/signon/applications/actions"
import { type ApplicationSheet, applicationOf } from "@/lib/signon/applications/queries"
import { grantedScopes } from "@/lib/signon/claims/rules"
import { formatName } from "@/lib/vocabulary/accounts/rules"

export const metadata: Metadata = { title: "Application" }
const readAddress = reading({ fait: words })
const path = "/admin/applications/[id]"

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export default async function ApplicationPage({ params, searchParams }: Props) {
  const { id } = await params
  const actor = await enter(at(path, { id }))
  const application = (await applicationOf(actor, id)) ?? notFound()
  const { fait } = await readAddress(searchParams)
  const seen = application.updatedAt.toISOString()
  const fresh = isFresh(actor.authAt, new Date())
  const asksAll = application.scopes.includes("structures") && !application.structuresGrantedBy
  return (
    <Page title={application.name} lead={application.purpose} width="narrow" banner={<Outcome>{outcomeOf(path, fait)}</Outcome>}>
      {application.state === "suspended" ? (
        <Banner tone="wait">
          <p className="font-semibold">Cette application est suspendue : personne n’y entre.</p>
        </Banner>
      ) : null}
      <Section id="connecter" title="Ce qu’il faut à qui la connecte">
        <Card>
          <Facts
            facts={[
              ["Adresse du portail (issuer)", <Code key="issuer">{env.publicUrl}</Code>],
              ["Identifiant (client_id)", <Code key="client">{application.id}</Code>],
              ["Déclarée", declared(application)],
            ]}
          />
        </Card>
      </Section>
      {application.keys || application.keysAddress ? null : (
        <Section id="secrets" title="Secrets" lead="Deux au plus : le second se met en place, puis le premier se retire, sans coupure.">
          <Card className="grid gap-5">
            {application.secrets.map((secret) => (
              <div key={secret.id} className="grid gap-3 border-b border-line pb-5">
                <p id={`secret-${secret.id}`}>Secret créé le {formatInstant(secret.createdAt)}</p>
                <ProvenForm
                  action={dropSecret}
                  isFresh={fresh}
                  fields={{ applicationId: application.id, secretId: secret.id }}
                  tone="danger"
                  describedBy={`secret-${secret.id}`}
                >
                  Retirer ce secret
                </ProvenForm>
              </div>
            ))}
            {application.secrets.length < 2 ? (
              <SecretForm applicationId={application.id} isFresh={fresh} isFirst={application.secrets.length === 0} />
            ) : null}
          </Card>
        </Section>
      )}
      {application.state === "active" && application.redirectAddresses.length > 0 ? (
        <Section
          id="essayer"
          title="Essayer"
          lead="Votre navigateur joue l’application, avec votre compte : chaque étape de la connexion se lit, et ce que l’application lirait de vous."
        >
          <TrialForm applicationId={id} issuer={env.publicUrl} scopes={grantedScopes(application)}>
            Essayer la connexion
          </TrialForm>
        </Section>
      ) : null}
      {asksAll ? (
        <Section
          id="structures"
          title="Toutes les structures"
          lead="Elle demande à lire toutes les structures de qui y entre. On l’accorde à deux."
        >
          <Card className="grid gap-3">
            <p>Demandé par {application.asker ? formatName(application.asker) : "quelqu’un qui n’a plus de compte"}.</p>
            {application.asker?.id === actor.accountId ? (
              <p className="text-soft">Un·e autre gestionnaire l’accorde ici.</p>
            ) : (
              <ActionButton action={grantAllStructures} fields={{ applicationId: application.id }}>
                Accorder
              </ActionButton>
            )}
          </Card>
        </Section>
      ) : null}
      <Section id="annonces" title="Ce qui lui a été annoncé" lead="Les cinquante derniers événements.">
        {application.eventFailures > 0 ? (
          <Banner tone="wait">
            <p>
              Elle ne répond pas : {application.eventFailures} essais de suite.
              {application.eventRetryAt ? ` Prochain essai le ${formatInstant(application.eventRetryAt)}.` : ""} Rien n’est perdu pendant un
              jour.
            </p>
          </Banner>
        ) : null}
        <DeliveriesTable applicationId={application.id} events={application.events} />
        {application.eventWay === "none" ? null : (
          <ActionButton action={test} fields={{ applicationId: application.id }} tone="secondary">
            Envoyer un événement d’essai
          </ActionButton>
        )}
      </Section>
      <Section
        id="suspendre"
        title={application.state === "active" ? "Suspendre" : "Rouvrir"}
        lead={
          application.state === "active"
            ? "Aussitôt, plus personne n’y entre, et les jetons qu’elle détient n’ouvrent plus rien. Sa déclaration reste."
            : "On y entre à nouveau ; chacun se reconnecte."
        }
      >
        {application.state === "active" ? (
          <ActionButton action={suspend} fields={{ applicationId: application.id }} tone="danger">
            Suspendre
          </ActionButton>
        ) : (
          <ActionButton action={resume} fields={{ applicationId: application.id }}>
            Rouvrir
          </ActionButton>
        )}
      </Section>
      <Section id="declaration" title="Sa déclaration">
        <Card>
          <ApplicationForm key={seen} application={{ id: application.id, seen }} current={writtenOf(application)} />
        </Card>
      </Section>
      <BackLink href="/admin/applications">Revenir aux applications</BackLink>
    </Page>
  )
}

function Code({ children }: { children: string }) {
  return <code className="wrap-anywhere select-all">{children}</code>
}

function declared({ createdAt, creator }: ApplicationSheet) {
  return creator ? `le ${formatInstant(createdAt)} par ${formatName(creator)}` : `le ${formatInstant(createdAt)}`
}

/** The application as its form holds it. */
function writtenOf(application: ApplicationSheet): Record<string, string> {
  const on = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, "on"]))
  const tick = (isOn: boolean) => (isOn ? "on" : "")
  const reads = { "lire:structures": "readsStructures", "lire:personnes": "readsPeople", "lire:droits": "readsRights" }
  return {
    name: application.name,
    purpose: application.purpose,
    isThirdParty: tick(application.isThirdParty),
    redirectAddresses: application.redirectAddresses.join("\n"),
    endAddresses: application.endAddresses.join("\n"),
    logoutAddress: application.logoutAddress ?? "",
    entry: application.entry,
    ...on(application.profils),
    ...on(application.scopes),
    ...on(Object.entries(reads).flatMap(([scope, name]) => (application.reads.includes(scope) ? [name] : []))),
    eventWay: application.eventWay,
    eventAddress: application.eventAddress ?? "",
    proof: application.keys ? "keys" : application.keysAddress ? "keys-address" : "secret",
    keys: application.keys ? JSON.stringify(application.keys) : "",
    keysAddress: application.keysAddress ?? "",
    signsWithEs256: tick(application.signsWithEs256),
    pushesRequests: tick(application.pushesRequests),
    refreshes: tick(application.refreshes),
    resourceAddress: application.resourceAddress ?? "",
  }
}
