/** The rules of a year, as managers type them. */
import * as z from "zod/mini"
import { parseWaves } from "@/lib/parcourspro/campaigns/rules"
import { paragraph, requiredLine } from "@/lib/platform/text/fields"
import { dayField, decimal, neededNumber } from "@/lib/vocabulary/fields/schema"

const waves = z.pipe(
  paragraph(1000).check(
    z.superRefine((text, context) => {
      const read = parseWaves(text)
      if (!Array.isArray(read))
        context.addIssue({
          code: "custom",
          message: `Ligne ${read.line} : écrivez un jour, puis tous, adhérents ou moins de 2, par exemple 01/12/2026 adhérents.`,
          input: text,
        })
      else if (read.length > 10) context.addIssue({ code: "custom", message: "Dix vagues au plus.", input: text })
    }),
  ),
  z.transform((text: string) => {
    const read = parseWaves(text)
    return Array.isArray(read) ? read : []
  }),
)

export const campaignFields = z
  .strictObject({
    year: neededNumber(2020, 2199, "Saisissez une année, par exemple 2027."),
    opensOn: dayField("Saisissez le jour où les adhésions ouvrent."),
    charterVersion: requiredLine(40, "Saisissez la version de la charte, par exemple 2027-1."),
    fee: decimal(100, 100_000_000, "Saisissez une cotisation en euros, par exemple 150."),
    mostActions: neededNumber(0, 99, "Saisissez un nombre entier, de 0 à 99."),
    mostFormations: neededNumber(0, 99, "Saisissez un nombre entier, de 0 à 99."),
    mostOfStructure: neededNumber(1, 99, "Saisissez un nombre entier, de 1 à 99."),
    waves,
  })
  .check(
    z.refine(({ mostActions, mostFormations }) => mostFormations <= mostActions, {
      path: ["mostFormations"],
      error: "Les formations comptent parmi les actions : il ne peut pas y en avoir davantage.",
    }),
  )
export type CampaignFields = z.infer<typeof campaignFields>
