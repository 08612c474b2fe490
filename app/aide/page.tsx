import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { Card } from "@/components/ui/card"
import { env } from "@/lib/platform/env"

export const metadata: Metadata = { title: "Aide" }

const answers = [
  [
    "Ma structure n’est pas dans la liste",
    "Au bas des réponses de la recherche, choisissez « Ma structure n’est pas dans la liste » et décrivez-la : l’équipe Cap Métiers vérifie et l’ajoute.",
  ],
  [
    "Qui valide ma demande ?",
    "Le référent de votre structure. Pour le premier compte d’une structure, c’est l’équipe Cap Métiers. La page Accueil dit qui, et depuis quand.",
  ],
  [
    "Je n’ai pas reçu le message de confirmation",
    "Regardez dans les indésirables, puis demandez un nouveau message depuis la page « Vérifiez votre messagerie ».",
  ],
  ["Je travaille pour plusieurs structures", "Un seul compte suffit : dans Mes structures, demandez une affiliation à chacune."],
  [
    "Je n’ai plus de droit sur Rafael",
    "Vos droits dépendent de votre structure : demandez à son référent, dont le nom figure dans Mes structures.",
  ],
] as const

export default function HelpPage() {
  return (
    <Page title="Aide" lead="Les réponses aux questions les plus fréquentes.">
      <div className="grid gap-4 md:grid-cols-2">
        {answers.map(([question, answer]) => (
          <Card key={question} className="grid content-start gap-2">
            <h2 className="text-lg font-semibold">{question}</h2>
            <p className="text-soft">{answer}</p>
          </Card>
        ))}
      </div>
      <p>
        Une autre question ?{" "}
        <a href={`mailto:${env.supportEmail}`} className="font-semibold text-brand underline underline-offset-4">
          Nous contacter
        </a>
      </p>
    </Page>
  )
}
