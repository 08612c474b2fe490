import { Section } from "@/components/ui/card"
import { type Delay, delayWords, shareWords } from "@/lib/membership/answer-delays/rules"
import { counted } from "@/lib/platform/text/counts"

type Props = {
  own: Delay
  /** The structures of the same types; null when they had too few requests. */
  similar: Delay | null
}

/** How a structure answers, beside those like it: for whoever answers there, and nobody else. */
export function AnswerDelays({ own, similar }: Props) {
  return (
    <Section id="delais" title="Nos réponses" lead="Sur les demandes de rattachement des six derniers mois, en jours ouvrés.">
      <div className="grid gap-4 sm:grid-cols-2">
        <Figures name="Votre structure" delay={own} />
        {similar ? <Figures name="Structures du même type" delay={similar} /> : null}
      </div>
    </Section>
  )
}

function Figures({ name, delay }: { name: string; delay: Delay }) {
  return (
    <div className="grid content-start gap-1 rounded-card border border-line bg-surface px-5 py-4 shadow-card">
      <h3 className="text-sm text-soft">{name}</h3>
      <p className="text-lg font-semibold">
        {delay.medianDays === null ? "La plupart attendent encore" : `Une réponse ${delayWords(delay)}`}
      </p>
      <p className="text-soft">
        {shareWords(delay.withinTwo)} en deux jours ouvrés au plus, sur {counted(delay.requests, "demande")}.
      </p>
    </div>
  )
}
