import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { Facts, Section } from "@/components/ui/card"
import { titleOf } from "@/lib/access/routes"
import { env } from "@/lib/platform/process/env"

export const metadata: Metadata = { title: titleOf("/mentions-legales") }

export default function LegalNoticePage() {
  const { publisher, director, host } = env.legal
  const unknown = `À demander à ${env.supportEmail}`
  return (
    <Page title={titleOf("/mentions-legales")} lead="Qui publie ce portail, qui l’héberge, et comment nous joindre." width="narrow">
      <Section id="editeur" title="Éditeur">
        <Facts
          facts={[
            ["Éditeur", publisher || "Cap Métiers"],
            ["Responsable de la publication", director || unknown],
            ["Contact", env.supportEmail],
          ]}
        />
      </Section>
      <Section id="hebergeur" title="Hébergeur">
        <Facts facts={[["Hébergeur", host || unknown]]} />
      </Section>
      <Section id="contenus" title="Contenus">
        <p>
          Les noms et adresses des structures viennent de ce qu’elles déclarent et du répertoire Sirene de l’Insee (licence ouverte 2.0). La
          carte des départements est de Victor Cazanave (CC BY 4.0). La police Figtree est sous licence SIL OFL 1.1.
        </p>
      </Section>
    </Page>
  )
}
