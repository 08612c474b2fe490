import type { Metadata } from "next"
import { ComingSoon } from "@/components/layout/coming-soon"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"

export const metadata: Metadata = { title: titleOf("/parcourspro/prestataire") }

export default async function PrestatairePage() {
  await enter("/parcourspro/prestataire")
  return <ComingSoon title="Mes sessions" lead="ParcoursPro : inscriptions, émargement et attestations de vos sessions." />
}
