import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { parseAsStringLiteral } from "nuqs/server"
import { Page } from "@/components/layout/page"
import { candidateName } from "@/components/rafael/preregistrations/lists"
import { WhyForm } from "@/components/rafael/preregistrations/why-form"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { reading, type SearchParams } from "@/lib/platform/http/search-params"
import { leavingReasons, returnReasons } from "@/lib/rafael/codes/rules"
import { enterPreregistration } from "@/lib/rafael/entrance/preregistration"
import { isLiving } from "@/lib/rafael/states/rules"

const pattern = "/rafael/preinscriptions/[id]/retirer"
const readAddress = reading({ geste: parseAsStringLiteral(["renvoyer"]) })
type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

const titles = { renvoyer: "Renvoyer la préinscription", retirer: "Retirer la préinscription" } as const

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: titles[(await readAddress(searchParams)).geste ?? "retirer"] }
}

export default async function WithdrawPage({ params, searchParams }: Props) {
  const { id } = await params
  const { geste } = await readAddress(searchParams)
  const { preregistration: one } = await enterPreregistration(at(pattern, { id }), id)
  const mayReturn = geste === "renvoyer" && one.status === "to_validate" && one.may("return")
  const mayWithdraw = geste === null && isLiving(one.status) && one.may("withdraw")
  if (!mayReturn && !mayWithdraw) notFound()
  return (
    <Page
      title={titles[geste ?? "retirer"]}
      lead={
        mayReturn
          ? "Elle redevient un brouillon chez la personne qui la prépare, avec votre motif."
          : "L’organisme de formation et la personne en seront prévenus s’ils la connaissent."
      }
      width="narrow"
    >
      <Card className="grid gap-5">
        <p>
          {candidateName(one.candidate)}, {one.session.delivery.course.title}
        </p>
        <WhyForm
          gesture={mayReturn ? "giveBack" : "withdraw"}
          preregistrationId={id}
          choices={mayReturn ? returnReasons : leavingReasons}
          back={at("/rafael/preinscriptions/[id]", { id })}
        />
      </Card>
    </Page>
  )
}
