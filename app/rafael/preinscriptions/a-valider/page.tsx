import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/rafael/offer/session-words"
import { candidateName } from "@/components/rafael/preregistrations/lists"
import { SeveralBanner } from "@/components/rafael/preregistrations/several-banner"
import { ToValidateForm } from "@/components/rafael/preregistrations/to-validate-form"
import { StructureChoice } from "@/components/structures/structure-choice"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { enterRafael } from "@/lib/rafael/entrance/structure"
import { toValidate } from "@/lib/rafael/validations/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const path = "/rafael/preinscriptions/a-valider"
export const metadata: Metadata = { title: titleOf(path) }

const readAddress = reading({ structure: words, faites: words, refusees: words, pourquoi: words })

export default async function ToValidatePage({ searchParams }: { searchParams: SearchParams }) {
  const { structure, ...several } = await readAddress(searchParams)
  const { actor, structureId, structures } = await enterRafael(path, "preregistration.validate", structure)
  const waiting = await toValidate(actor, structureId, new Date())
  if (!waiting) notFound()
  const { rows, total } = waiting
  return (
    <Page
      title={titleOf(path)}
      lead="Ce que vos collègues ont préparé. Les préinscriptions complètes sont déjà cochées ; ce qui manque aux autres est dit à côté."
      banner={<SeveralBanner {...several} />}
      above={<StructureChoice action={path} structures={structures} structureId={structureId} />}
    >
      {total > rows.length ? (
        <p>
          {counted(total, "préinscription")} en attente : voici les {rows.length} plus anciennes, les autres viennent ensuite.
        </p>
      ) : null}
      <ToValidateForm
        key={rows.map(({ id }) => id).join()}
        mayAct={actor.control === null}
        rows={rows.map(({ id, candidate, session, owner, wrong }) => ({
          id,
          name: candidateName(candidate),
          session: `${session.delivery.course.title}, ${periodWords(session)}`,
          body: session.delivery.course.structure.raisonSociale,
          by: owner ? formatName(owner.account) : "personne",
          wrong,
        }))}
      />
      <BackLink href={at("/rafael/preinscriptions", { structure: structureId })}>Revenir à mes préinscriptions</BackLink>
    </Page>
  )
}
