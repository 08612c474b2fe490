/** Applications that trust the portal of the demonstration, and who has entered them. None has a secret: it would be everybody's. */
import type { Tx } from "@/lib/platform/db/client"
import { newSecret } from "@/lib/platform/secrets/secrets"
import { idOf } from "./ids"

type Entered = { accountId: string; affiliationId: string; daysAgo: number }

export async function seedApplications(tx: Tx, ago: (days: number) => Date, createdBy: string, entered: Entered[]) {
  const declared = { profils: ["prescripteur_1", "prescripteur_2", "prescripteur_3"], createdBy, updatedAt: ago(40) }
  const tournesol = idOf("application Tournesol")
  await tx.application.createMany({
    data: [
      {
        ...declared,
        id: tournesol,
        name: "Tournesol",
        purpose: "Suivre le parcours des personnes accompagnées, de l’entretien à l’entrée en formation.",
        // Where docs/exemples/application.mjs answers.
        redirectAddresses: ["http://localhost:4000/retour"],
        endAddresses: ["http://localhost:4000"],
        scopes: ["profile", "email", "structure"],
        sector: newSecret(),
        createdAt: ago(60),
      },
      {
        ...declared,
        id: idOf("application Boussole"),
        name: "Boussole emploi",
        purpose: "Préparer ses rendez-vous avec les entreprises du bassin d’emploi.",
        isThirdParty: true,
        entry: "profil",
        redirectAddresses: ["https://boussole.exemple.fr/retour"],
        scopes: ["profile", "structure"],
        sector: newSecret(),
        createdAt: ago(40),
      },
    ],
  })
  await tx.applicationPerson.createMany({
    data: entered.map(({ daysAgo, ...who }) => ({ ...who, applicationId: tournesol, firstAt: ago(daysAgo + 20), lastAt: ago(daysAgo) })),
  })
}
