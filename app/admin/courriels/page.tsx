import type { Metadata } from "next"
import Form from "next/form"
import Link from "next/link"
import { MessagesTable } from "@/components/desk/resends/messages-table"
import { SeveralResend } from "@/components/desk/resends/several-resend"
import { Page } from "@/components/layout/page"
import { Banner, Outcome } from "@/components/ui/banner"
import { Button } from "@/components/ui/button"
import { FilterLinks } from "@/components/ui/filter-links"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { TickAll } from "@/components/ui/several-bar"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { env } from "@/lib/platform/process/env"
import { counted, rangeOf } from "@/lib/platform/text/counts"
import { abandonedCount, messagesForManagers } from "@/lib/trace/messages/queries"
import { messageAddress, messageStates, readMessageAddress } from "@/lib/trace/messages/schema"

export const metadata: Metadata = { title: titleOf("/admin/courriels") }

const path = "/admin/courriels"
const stateNames = {
  "en-file": "En file",
  echec: "En échec",
  abandonne: "Abandonnés",
  envoye: "Envoyés",
  revenu: "Revenus ou signalés",
} as const
const readAddress = reading({ fait: words })
const several = "plusieurs-messages"

type Props = { searchParams: SearchParams }

export default async function MessagesPage({ searchParams }: Props) {
  const actor = await enter(path)
  const [params, { fait }] = await Promise.all([readMessageAddress(searchParams), readAddress(searchParams)])
  const [{ messages, total, page, pages, offset }, abandoned] = await Promise.all([
    messagesForManagers(actor, params),
    abandonedCount(actor),
  ])
  const here = messageAddress(path, params)
  const outcome = outcomeOf("/admin/courriels", fait)
  return (
    <Page
      title={titleOf("/admin/courriels")}
      lead="Chaque message du portail, où il en est, et ce que le prestataire en a dit."
      banner={
        outcome ? (
          <Outcome>{outcome}</Outcome>
        ) : env.resendApiKey ? null : (
          <Banner>
            <p>
              Démonstration : aucun e-mail ne part. Les messages sont gardés et se lisent ici en entier, liens compris. Avec RESEND_API_KEY,
              ils sont envoyés et leur texte n’est plus gardé.
            </p>
          </Banner>
        )
      }
    >
      {abandoned > 0 && params.etat !== "abandonne" ? (
        <Banner>
          <p>
            {counted(abandoned, "message")} {abandoned > 1 ? "n’ont pas pu partir" : "n’a pas pu partir"} et plus rien n’est tenté.{" "}
            <Link className="text-brand underline underline-offset-4" href={messageAddress(path, { etat: "abandonne" })}>
              Voir les messages abandonnés
            </Link>
          </p>
        </Banner>
      ) : null}
      <Form action={path} className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <SearchField name="adresse" label="Adresse e-mail, ou son début" value={params.adresse} maxLength={254} />
        </div>
        {params.etat ? <input type="hidden" name="etat" value={params.etat} /> : null}
        <Button type="submit">Rechercher</Button>
      </Form>
      <FilterLinks
        label="État"
        links={[
          { href: messageAddress(path, { ...params, etat: null, page: null }), name: "Tous", isHere: params.etat === null },
          ...messageStates.map((etat) => ({
            href: messageAddress(path, { ...params, etat, page: null }),
            name: stateNames[etat],
            isHere: params.etat === etat,
          })),
        ]}
      />
      <div className="grid gap-3">
        <TickAll form={several} label="Tout cocher">
          <span className="text-soft">{rangeOf(offset, messages.length, total, "message")}</span>
        </TickAll>
        <MessagesTable messages={messages} from={here} empty="Aucun message." several={several} />
        <SeveralResend form={several} from={here} />
      </div>
      <Pagination label="Pages des messages" page={page} pages={pages} hrefOf={(page) => messageAddress(path, { ...params, page })} />
    </Page>
  )
}
