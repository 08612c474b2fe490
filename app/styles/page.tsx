import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { Page } from "@/components/layout/page"
import { Steps } from "@/components/layout/steps"
import { StructureLine } from "@/components/search/ask/structure-line"
import { FormSamples } from "@/components/styles/form-samples"
import { AddressForm } from "@/components/ui/address-form"
import { Badge } from "@/components/ui/badge"
import { Banner } from "@/components/ui/banner"
import { Button, DownloadLink, LinkButton } from "@/components/ui/button"
import { Card, Facts, Section } from "@/components/ui/card"
import { MailLink, PhoneLink, ReachLinks } from "@/components/ui/contact-links"
import { Digits } from "@/components/ui/digits"
import { EmailAddress } from "@/components/ui/email-address"
import { Exports } from "@/components/ui/exports"
import { FilterLinks } from "@/components/ui/filter-links"
import { Letters } from "@/components/ui/letters"
import { ListHead } from "@/components/ui/list-head"
import { ListKeys } from "@/components/ui/list-keys"
import { Pagination } from "@/components/ui/pagination"
import { AdvancingBar } from "@/components/ui/pending-bar"
import { PrintButton } from "@/components/ui/print-button"
import { ProgressBar } from "@/components/ui/progress-bar"
import { Prose } from "@/components/ui/prose"
import { QrCode } from "@/components/ui/qr-code"
import { SearchField } from "@/components/ui/search-field"
import { SeveralGestures, Tick, Ticked } from "@/components/ui/several"
import { TickAll } from "@/components/ui/several-bar"
import { ShortcutsNote } from "@/components/ui/shortcuts"
import { Skeleton } from "@/components/ui/skeleton"
import { GroupHead, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { UntilRefused } from "@/components/ui/until-refused"
import { ValueReader } from "@/components/ui/value-reader"
import { WhatNext } from "@/components/ui/what-next"
import { When } from "@/components/ui/when"
import { titleOf } from "@/lib/access/routes"
import { env } from "@/lib/platform/process/env"

export const metadata: Metadata = { title: titleOf("/styles") }

const colors = [
  "bg-ground",
  "bg-surface",
  "bg-sunken",
  "bg-line",
  "bg-line-strong",
  "bg-ink",
  "bg-soft",
  "bg-brand",
  "bg-brand-deep",
  "bg-brand-tint",
  "bg-accent",
  "bg-accent-tint",
  "bg-good",
  "bg-good-tint",
  "bg-wait",
  "bg-wait-tint",
  "bg-bad",
  "bg-bad-tint",
  "bg-scale-1",
  "bg-scale-2",
  "bg-scale-3",
  "bg-scale-4",
  "bg-scale-5",
]

const people = [
  { name: "Élodie CAILLAUD", email: "elodie.caillaud@demo.example", state: "Active" },
  { name: "Driss BENALI", email: "driss.benali@demo.example", state: "En attente" },
]

/** Every token and component of the visual language, for those who build with it: absent in production. */
export default function StylesPage() {
  if (!env.showsStyles) notFound()
  const now = new Date()
  return (
    <Page title={titleOf("/styles")} lead="Le langage visuel du portail : ce qui existe, à employer plutôt qu’à refaire.">
      <Section id="couleurs" title="Couleurs">
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-3">
          {colors.map((color) => (
            <li key={color} className="text-sm">
              <span className={`block h-14 rounded-control border border-line ${color}`} />
              {color.slice(3)}
            </li>
          ))}
        </ul>
      </Section>
      <Section id="textes" title="Textes">
        <p className="text-3xl font-bold text-brand-deep">Titre de page</p>
        <p className="text-xl font-semibold">Titre de section</p>
        <p className="text-lg text-soft">La phrase qui dit à quoi sert la page.</p>
        <p>Le texte courant, en Figtree. « Des guillemets », des nombres : 12 345.</p>
        <p className="text-sm text-soft">Le petit texte : aides, légendes.</p>
        <Prose>{"Un texte en **Markdown**, avec [un lien](/aide).\n\n1. Une étape.\n2. Une autre."}</Prose>
        <p>
          Envoyée <When at={new Date(now.getTime() - 50 * 3_600_000)} now={now} />, adresse{" "}
          <EmailAddress>prenom.nom@demo.example</EmailAddress>, SIRET <Digits>913 007 936 00010</Digits>
        </p>
        <TextLink href="/styles">Un lien sur sa ligne</TextLink>
      </Section>
      <Section id="boutons" title="Boutons">
        <div className="flex flex-wrap gap-3">
          <Button>Principal</Button>
          <Button tone="secondary">Secondaire</Button>
          <Button tone="danger">Dangereux</Button>
          <Button tone="quiet">Discret</Button>
          <Button disabled>Indisponible</Button>
          <LinkButton href="/styles">Lien</LinkButton>
          <PrintButton />
          <QrCode text="https://exemple.fr" label="Code à scanner" />
          <Ticked form="plusieurs" value="exemple" name="Cocher Élodie CAILLAUD">
            Élodie CAILLAUD
          </Ticked>
          <SeveralGestures
            id="plusieurs"
            label="Agir sur les lignes cochées"
            noun={["ligne", "lignes"]}
            gestures={[{ label: "Accepter", address: "/styles", isEnding: false }]}
          />
        </div>
      </Section>
      <Section id="etats" title="États">
        <div className="flex flex-wrap gap-2">
          <Badge>Neutre</Badge>
          <Badge tone="good">Fait</Badge>
          <Badge tone="wait">En attente</Badge>
          <Badge tone="bad">Refusé</Badge>
          <Badge tone="brand">Référent·e</Badge>
        </div>
        <UntilRefused drawn={0}>
          <p>Se lit tant que rien n’est refusé.</p>
        </UntilRefused>
        <Banner>
          <p>Ce qu’il faut savoir.</p>
        </Banner>
        <Banner tone="good">
          <p>Ce qui vient de réussir.</p>
        </Banner>
        <Banner tone="wait">
          <p>Ce qui attend.</p>
        </Banner>
        <Banner tone="bad">
          <p>Ce qui ne va pas.</p>
        </Banner>
        <WhatNext steps={["D’abord ceci.", "Puis cela."]} />
        <ProgressBar label="Avancement" value={42} />
        <ValueReader
          label="Semaine"
          values={[
            { name: "Semaine du 12/10", text: "12 demandes" },
            { name: "Semaine du 19/10", text: "9 demandes" },
          ]}
        >
          <svg aria-hidden viewBox="0 0 100 20" className="w-full">
            <rect data-value={0} x={0} y={0} width={48} height={20} className="fill-scale-3" />
            <rect data-value={1} x={52} y={5} width={48} height={15} className="fill-scale-2" />
          </svg>
        </ValueReader>
        <AdvancingBar />
        <Skeleton label="Lecture…" className="min-h-24" />
        <Steps current={2} />
      </Section>
      <Section id="formulaires" title="Formulaires">
        <FormSamples />
      </Section>
      <Section id="listes" title="Listes">
        <FilterLinks
          label="Filtres"
          links={[
            { href: "/styles", name: "Tout", isHere: true },
            { href: "/styles?f=1", name: "En attente", isHere: false },
          ]}
        />
        <Table
          caption="Exemple de liste"
          columns={[
            { header: "Nom", cell: ({ name }) => name },
            { header: "Email", cell: ({ email }) => <EmailAddress>{email}</EmailAddress> },
            { header: "État", cell: ({ state }) => <Badge tone={state === "Active" ? "good" : "wait"}>{state}</Badge> },
          ]}
          rows={people}
          keyOf={({ email }) => email}
          empty="Personne."
        />
        <div id="liste-serree" className="grid gap-2">
          <TickAll form="plusieurs" label="Tout cocher">
            Tout cocher
          </TickAll>
          <ListKeys list="liste-serree" />
          <ShortcutsNote>Ce que font les touches de la page.</ShortcutsNote>
          <Table
            caption="Exemple de liste serrée"
            columns={[
              {
                header: "Cocher",
                place: "tick",
                cell: ({ name, email }) => <Tick form="plusieurs" value={email} name={`Cocher ${name}`} />,
              },
              {
                header: "Nom",
                place: "name",
                cell: ({ name, email }) => (
                  <span className="flex justify-between">
                    {name}
                    <ReachLinks name={name} email={email} phone="05 56 00 00 00" />
                  </span>
                ),
              },
              { header: "Email", place: "none", cell: ({ email }) => <MailLink address={email} /> },
              { header: "Téléphone", place: "none", cell: () => <PhoneLink number="05 56 00 00 00" /> },
              { header: "État", cell: ({ state }) => state },
              {
                header: "Actions",
                place: "actions",
                cell: () => (
                  <Button size="compact" tone="secondary">
                    Ouvrir
                  </Button>
                ),
              },
            ]}
            rows={people}
            keyOf={({ email }) => email}
            group={{ keyOf: ({ state }) => state, head: (rows) => <GroupHead count={rows.length}>{rows[0]?.state}</GroupHead> }}
            empty="Personne."
          />
        </div>
        <Table caption="Exemple de liste vide" columns={[]} rows={[]} keyOf={() => ""} empty="Rien pour le moment." />
        <ListHead count="2 personnes" file="/styles" />
        <Exports>
          <DownloadLink href="/styles">Export CSV</DownloadLink>
        </Exports>
        <Letters current="m" hrefOf={() => "/styles"} />
        <AddressForm address="/styles?page=2">
          <SearchField name="q" label="Une question qui garde le reste de l’adresse" value="" isBare />
        </AddressForm>
        <Pagination label="Pages" page={2} pages={9} hrefOf={(page) => `/styles?page=${page}`} />
        <Card>
          <Facts
            facts={[
              ["Nom", "Élodie CAILLAUD"],
              ["Fonction", "Conseillère en insertion"],
            ]}
          />
        </Card>
        <Card tone="chosen">
          <StructureLine
            structure={{
              raisonSociale: "Mission locale d’exemple",
              sigle: "MLE",
              siret: "91300793600010",
              city: "Limoges",
              departement: "87",
              types: ["prescripteur"],
            }}
          />
        </Card>
      </Section>
    </Page>
  )
}
