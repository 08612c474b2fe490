import type { Metadata } from "next"
import { ComingSoon } from "@/components/layout/coming-soon"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"

export const metadata: Metadata = { title: titleOf("/rafael/catalogue") }

export default async function CataloguePage() {
  await enter("/rafael/catalogue")
  return <ComingSoon title="Catalogue de formation" lead="Rafael : gérer l’offre de formation de votre structure." />
}
