import type { Metadata } from "next"
import { ComingSoon } from "@/components/layout/coming-soon"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"

export const metadata: Metadata = { title: titleOf("/parcourspro/employeur") }

export default async function EmployeurPage() {
  await enter("/parcourspro/employeur")
  return <ComingSoon title="Demandes de mes salariés" lead="ParcoursPro : les inscriptions de vos salariés aux événements." />
}
