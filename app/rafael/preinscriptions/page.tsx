import type { Metadata } from "next"
import { ComingSoon } from "@/components/layout/coming-soon"
import { enter } from "@/lib/identity/entrance/actor"

export const metadata: Metadata = { title: "Préinscriptions" }

export default async function PreinscriptionsPage() {
  await enter("/rafael/preinscriptions")
  return <ComingSoon title="Préinscriptions" lead="Rafael : préparer, valider et suivre les préinscriptions." />
}
