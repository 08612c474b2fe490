import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/parcourspro/event-sessions/session-words"
import { Banner } from "@/components/ui/banner"
import { DownloadLink } from "@/components/ui/button"
import { Card, Facts } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { documentKinds, numberWords } from "@/lib/parcourspro/documents/rules"
import { enterDocument } from "@/lib/parcourspro/entrance/document"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const path = "/documents/[id]"
type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const { document } = await enterDocument(at(path, { id }), id)
  return { title: `${documentKinds[document.kind].name}, ${document.session.event.title}` }
}

export default async function DocumentPage({ params }: Props) {
  const { id } = await params
  const { actor, document } = await enterDocument(at(path, { id }), id)
  const { kind, session, registration, structure } = document
  return (
    <Page title={documentKinds[kind].name} lead={`${session.event.title}, ${periodWords(session)}.`} width="narrow">
      {document.isLatest ? null : (
        <Banner tone="wait">
          <p>Une version plus récente remplace ce document.</p>
        </Banner>
      )}
      <Card className="grid gap-4">
        <Facts
          facts={[
            ["Numéro", `${numberWords(kind, document.year, document.number)}, version ${document.version}`],
            ["Établi", <When key="when" at={document.issuedAt} />],
            ...(registration ? [["Personne", formatName(registration.account)] as const] : []),
            ...(structure ? [["Structure", structure.raisonSociale] as const] : []),
            [
              "Empreinte du fichier (SHA-256)",
              <span key="sha" className="wrap-anywhere">
                {document.sha256}
              </span>,
            ],
          ]}
        />
        {actor.control ? null : (
          <div>
            <DownloadLink href={at("/documents/[id]/fichier", { id })}>Télécharger (PDF)</DownloadLink>
          </div>
        )}
        <TextLink href={at("/verifier/[code]", { code: document.code })}>La page où chacun peut le vérifier</TextLink>
      </Card>
      <BackLink href="/accueil">Revenir à l’accueil</BackLink>
    </Page>
  )
}
