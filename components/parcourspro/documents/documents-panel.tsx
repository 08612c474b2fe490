import { ActionButton } from "@/components/ui/action-button"
import { DownloadLink } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { issue, issueAll } from "@/lib/parcourspro/documents/actions"
import type { DocumentLine } from "@/lib/parcourspro/documents/queries"
import { type DocumentKind, documentKinds, numberWords } from "@/lib/parcourspro/documents/rules"
import type { SessionRegistration } from "@/lib/parcourspro/providers/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type Props = { sessionId: string; documents: DocumentLine[]; expected: SessionRegistration[]; mayAct: boolean }

/** What a paper may be of: the session, a person or a structure. */
type About = { about: string; name: string }

/** The papers of a session: each kind, for whom it is made, and what is missing. */
export function DocumentsPanel({ sessionId, documents, expected, mayAct }: Props) {
  return (
    <div className="grid gap-6">
      {documents.length > 0 && mayAct ? (
        <div>
          <DownloadLink href={at("/parcourspro/prestataire/sessions/[id]/dossier", { id: sessionId })}>Télécharger le dossier</DownloadLink>
        </div>
      ) : null}
      {(Object.keys(documentKinds) as DocumentKind[]).map((kind) => (
        <Kind key={kind} kind={kind} {...{ sessionId, documents, expected, mayAct }} />
      ))}
    </div>
  )
}

function Kind({ kind, sessionId, documents, expected, mayAct }: Props & { kind: DocumentKind }) {
  const { name, basis, of } = documentKinds[kind]
  const made = documents.filter((one) => one.kind === kind)
  const rows = targetsOf(kind, expected).map((target) => ({ ...target, document: made.find((one) => isOf(one, target.about)) ?? null }))
  const isMissing = rows.some(({ document }) => document === null)
  return (
    <Section id={`documents-${kind}`} title={name} lead={`Fondement : ${basis}.`}>
      {mayAct && of !== "session" && isMissing ? (
        <ActionButton action={issueAll} fields={{ sessionId, kind }} describedBy={`documents-${kind}-titre`}>
          Tout établir
        </ActionButton>
      ) : null}
      <Table
        caption={name}
        columns={[
          { header: "Pour", cell: ({ about, name: who }) => <span id={`pour-${kind}-${about}`}>{who}</span> },
          {
            header: "Document",
            cell: ({ document }) =>
              document ? (
                <TextLink href={at("/documents/[id]", { id: document.id })}>{numberWords(kind, document.year, document.number)}</TextLink>
              ) : (
                "À établir"
              ),
          },
          { header: "Établi", cell: ({ document }) => (document ? <When at={document.issuedAt} /> : "–") },
          {
            header: "Agir",
            cell: ({ about, document }) =>
              mayAct ? (
                <ActionButton
                  action={issue}
                  tone={document ? "quiet" : "secondary"}
                  fields={{ sessionId, kind, about }}
                  describedBy={`documents-${kind}-titre pour-${kind}-${about}`}
                >
                  {document ? "Établir à nouveau" : "Établir"}
                </ActionButton>
              ) : null,
          },
        ]}
        rows={rows}
        keyOf={({ about }) => about || kind}
        empty={<p>{of === "person" ? "Personne n’est concerné pour le moment." : "Aucune structure n’est concernée pour le moment."}</p>}
      />
    </Section>
  )
}

function isOf(document: DocumentLine, about: string) {
  const { of } = documentKinds[document.kind]
  if (of === "session") return true
  return (of === "person" ? document.registrationId : document.structureId) === about
}

function targetsOf(kind: DocumentKind, expected: SessionRegistration[]): About[] {
  const { of } = documentKinds[kind]
  if (of === "session") return [{ about: "", name: "Toute la session" }]
  if (of === "structure") {
    const structures = expected.filter(({ status }) => status !== "absent").map(({ structure }) => structure)
    return [...new Map(structures.map(({ id, raisonSociale }) => [id, { about: id, name: raisonSociale }])).values()]
  }
  const came = kind === "attestation" || kind === "certificate"
  return expected
    .filter(({ status }) => (came ? status === "attended" || status === "partly" : status !== "absent"))
    .map(({ id, account }) => ({ about: id, name: formatName(account) }))
}
