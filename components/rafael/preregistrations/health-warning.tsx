import { Banner } from "@/components/ui/banner"
import { speaksOfHealth } from "@/lib/rafael/candidates/rules"

/** Warns whoever writes of someone's health, and forbids nothing. */
export function HealthWarning({ text }: { text: string }) {
  if (!speaksOfHealth(text)) return null
  return (
    <Banner tone="wait">
      <p>Ce texte semble parler de santé. Cochez plutôt le besoin d’adaptation : l’organisme en parlera avec la personne.</p>
    </Banner>
  )
}
