import Form from "next/form"
import { StructureLine } from "@/components/search/ask/structure-line"
import { Badge } from "@/components/ui/badge"
import { Button, LinkButton } from "@/components/ui/button"
import { EmailAddress } from "@/components/ui/email-address"
import { type Column, Table } from "@/components/ui/table"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import type { WaitingRequest } from "@/lib/membership/affiliations/queries"
import { formatDay } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { mostAtOnce } from "@/lib/vocabulary/affiliations/rules"

const natures = { signup: "Création de compte", request: "Affiliation" }
const several = "plusieurs-demandes"

type Props = {
  requests: WaitingRequest[]
  now: Date
  empty: React.ReactNode
  /** The reader, who is left out of the names of those who may also answer. */
  me?: string
  /** Under control a manager may look, but not answer. */
  mayAnswer?: boolean
}

/** The requests that wait for a decision, with the gestures that answer one, several, or all. */
export function RequestsTable({ requests, now, empty, me, mayAnswer = true }: Props) {
  return (
    <div className="grid gap-4">
      {mayAnswer && requests.length > 1 ? (
        <Form id={several} action="/demandes/lot" className="flex flex-wrap items-center gap-3">
          <Button type="submit" tone="secondary">
            Répondre aux demandes cochées
          </Button>
          <LinkButton
            tone="quiet"
            href={`/demandes/lot?${requests
              .slice(0, mostAtOnce)
              .map(({ id }) => `demande=${id}`)
              .join("&")}`}
            prefetch={false}
          >
            Répondre à toutes ({Math.min(requests.length, mostAtOnce)})
          </LinkButton>
        </Form>
      ) : null}
      <Table
        caption="Demandes en attente"
        columns={columns(now, me, mayAnswer, requests.length > 1)}
        rows={requests}
        keyOf={({ id }) => id}
        empty={empty}
      />
    </div>
  )
}

function columns(now: Date, me: string | undefined, mayAnswer: boolean, isSeveral: boolean): Column<WaitingRequest>[] {
  return [
    {
      header: "Nom",
      cell: ({ id, account }) => (
        <span className="flex gap-1">
          {mayAnswer && isSeveral ? (
            <label className="-mt-2.5 -ml-3 inline-flex size-11 shrink-0 items-center justify-center">
              <input type="checkbox" form={several} name="demande" value={id} className="size-5 accent-brand" />
              <span className="sr-only">Cocher la demande de {formatName(account)}</span>
            </label>
          ) : null}
          <span id={`demande-${id}`} className="font-semibold">
            {formatName(account)}
          </span>
        </span>
      ),
    },
    { header: "Email", cell: ({ account }) => <EmailAddress>{account.email}</EmailAddress> },
    { header: "Fonction", cell: ({ account }) => account.jobTitle ?? "Non renseignée" },
    {
      header: "Structure",
      cell: ({ structure }) => {
        const others = structure.affiliations.map(({ account }) => account).filter(({ id }) => id !== me)
        return (
          <>
            <StructureLine structure={structure} />
            {others.length > 0 ? (
              <span className="mt-1 block text-sm text-soft">
                {others.length > 1 ? (me ? "Peuvent aussi répondre : " : "Référents : ") : me ? "Peut aussi répondre : " : "Référent : "}
                {others.map(formatName).join(", ")}
              </span>
            ) : null}
          </>
        )
      },
    },
    { header: "Nature", cell: ({ origin }) => natures[origin] },
    {
      header: "Date",
      cell: ({ requestedAt, escalatedAt, clarifications: [clarification] }) => (
        <>
          <When at={requestedAt} now={now} />
          {clarification ? (
            <span className="block">
              <Badge tone={clarification.answeredAt ? "good" : "wait"}>
                {clarification.answeredAt ? "A répondu à votre question" : "Précision demandée"}
              </Badge>
            </span>
          ) : null}
          {escalatedAt ? (
            <span className="block text-sm text-wait">Cap Métiers peut répondre aussi depuis le {formatDay(escalatedAt)}</span>
          ) : null}
        </>
      ),
    },
    ...(mayAnswer ? [{ header: "Actions", wide: true, cell: ({ id }: WaitingRequest) => <Gestures id={id} /> }] : []),
  ]
}

function Gestures({ id }: { id: string }) {
  return (
    <div className="flex flex-wrap gap-2">
      <Form action={at("/demandes/[id]/valider", { id })}>
        <Button type="submit" aria-describedby={`demande-${id}`}>
          Valider
        </Button>
      </Form>
      <Form action={at("/demandes/[id]/refuser", { id })}>
        <Button type="submit" tone="danger" aria-describedby={`demande-${id}`}>
          Refuser
        </Button>
      </Form>
    </div>
  )
}
