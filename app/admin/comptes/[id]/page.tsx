import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { AccountGestures } from "@/components/desk/account-dossiers/account-gestures"
import { AccountMergeCard } from "@/components/desk/account-dossiers/account-merge-card"
import { AccountState } from "@/components/desk/account-dossiers/account-state"
import { AffiliationFile } from "@/components/desk/account-dossiers/affiliation-file"
import { EffectiveRights } from "@/components/desk/account-dossiers/effective-rights"
import { MessagesTable } from "@/components/desk/resends/messages-table"
import { SessionFacts } from "@/components/identity/sessions/session-line"
import { Page } from "@/components/layout/page"
import { HistoryList } from "@/components/trace/journal/history-list"
import { Outcome } from "@/components/ui/banner"
import { Card, Section } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { accountFile } from "@/lib/desk/account-dossiers/queries"
import { accountMergesOf } from "@/lib/desk/account-merges/queries"
import { tileLinks } from "@/lib/desk/tiles/queries"
import { enter } from "@/lib/identity/entrance/actor"
import { isFresh, isOpenTo } from "@/lib/identity/sessions/rules"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { env } from "@/lib/platform/process/env"
import { counted } from "@/lib/platform/text/counts"
import { formatInstant } from "@/lib/platform/time/dates"
import { historyOf } from "@/lib/trace/journal/queries"
import { journalAddress } from "@/lib/trace/journal/schema"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const readAddress = reading({ fait: words })

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

async function found(params: Props["params"]) {
  const { id } = await params
  const actor = await enter(at("/admin/comptes/[id]", { id }))
  const now = new Date()
  return { actor, now, account: (await accountFile(actor, id, now)) ?? notFound() }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account } = await found(params)
  return { title: formatName(account) }
}

export default async function AccountPage({ params, searchParams }: Props) {
  const { actor, now, account } = await found(params)
  const [{ fait }, history, links, merges] = await Promise.all([
    readAddress(searchParams),
    historyOf(actor, { personne: account.id }),
    tileLinks(),
    accountMergesOf(actor, account.id),
  ])
  const fresh = isFresh(actor.authAt, now)
  const mayAppoint = account.id !== actor.accountId && account.disabledAt === null
  const open = account.affiliations.filter(({ status }) => status === "active" || status === "pending")
  const past = account.affiliations.filter(({ status }) => status !== "active" && status !== "pending")
  const file = (affiliation: (typeof open)[number]) => (
    <AffiliationFile
      key={affiliation.id}
      affiliation={affiliation}
      grant={account.grants.get(affiliation.id)}
      now={now}
      isFresh={fresh}
      mayAppoint={mayAppoint}
    />
  )
  return (
    <Page
      title={formatName(account)}
      lead="Ce que ce compte peut faire, ce qui lui est arrivé, et les gestes pour l’aider."
      banner={<Outcome>{outcomeOf("/admin/comptes/[id]", fait)}</Outcome>}
    >
      <AccountState account={account} />
      <AccountGestures account={account} me={actor.accountId} isFresh={fresh} mayControl={isOpenTo(actor.email, env.control)} />
      <Section id="droits" title="Ce que cette personne peut faire" lead="Ses droits de cet instant, structure par structure.">
        <EffectiveRights account={account} tileLinks={links} />
      </Section>
      <Section id="rattachements" title="Rattachements et demandes">
        {open.length + past.length === 0 ? <p className="text-soft">Ni rattachement ni demande.</p> : null}
        {open.map(file)}
        {past.length > 0 ? (
          <details>
            <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand">Passés ({past.length})</summary>
            <div className="grid gap-3">{past.map(file)}</div>
          </details>
        ) : null}
      </Section>
      {merges.length > 0 ? (
        <Section id="reunions" title="Réunions de comptes">
          {merges.map((merge) => (
            <AccountMergeCard key={merge.id} merge={merge} isFresh={fresh} now={now} />
          ))}
        </Section>
      ) : null}
      <Section id="connexions" title="Connexions et essais">
        <Card className="grid gap-3">
          <p>
            {account.failures === 0
              ? "Aucun mauvais mot de passe depuis hier."
              : `${account.failures} mauvais mot${account.failures > 1 ? "s" : ""} de passe depuis hier.`}
            {account.codeFailures > 0 ? ` ${counted(account.codeFailures, "mauvais code", "mauvais codes")}.` : ""}
          </p>
          {account.throttles.length > 0 ? (
            <ul className="text-soft">
              {account.throttles.map(({ at, ip }) => (
                <li key={at.toISOString()}>
                  Essais ralentis le {formatInstant(at)}
                  {ip ? `, depuis ${ip}` : ""}
                </li>
              ))}
            </ul>
          ) : null}
          {account.sessions.length === 0 ? <p className="text-soft">Aucune connexion ouverte.</p> : null}
          <ul>
            {account.sessions.map((session) => (
              <li key={session.id} className="border-line py-2 not-first:border-t">
                <SessionFacts session={session} now={now} />
              </li>
            ))}
          </ul>
        </Card>
      </Section>
      <Section id="courriels" title="Derniers messages">
        <MessagesTable
          messages={account.messages}
          from={at("/admin/comptes/[id]", { id: account.id })}
          empty="Aucun message depuis un an."
        />
      </Section>
      <Section id="journal" title="Journal">
        <HistoryList lines={history} />
        <p>
          <TextLink href={journalAddress("/admin/journal", { personne: account.erasedAt ? account.id : account.email })}>
            Tout le journal de cette personne
          </TextLink>
        </p>
      </Section>
    </Page>
  )
}
