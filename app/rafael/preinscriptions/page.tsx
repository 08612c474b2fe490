import type { Metadata } from "next"
import { ComingSoon } from "@/components/layout/coming-soon"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"

export const metadata: Metadata = { title: titleOf("/rafael/preinscriptions") }

export default async function PreinscriptionsPage() {
  await enter("/rafael/preinscriptions")
  return <ComingSoon title="Préinscriptions" lead="Rafael : préparer, valider et suivre les préinscriptions." />
}
