/** The rules of a year, as managers type them. */
import * as z from "zod/mini"
import { parseFees, parseWaves } from "@/lib/parcourspro/campaigns/rules"
import { paragraph, requiredLine, tick } from "@/lib/platform/text/fields"
import { dayField, neededNumber } from "@/lib/vocabulary/fields/schema"

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

const fees = z.pipe(
  paragraph(2000).check(
    z.superRefine((text, context) => {
      const read = parseFees(text)
      if (!Array.isArray(read))
        context.addIssue({
          code: "custom",
          message: `Ligne ${read.line} : écrivez qui paie, un point-virgule, puis le prix en euros, par exemple Moins de 10 salariés ; 50. Une fois chacun.`,
          input: text,
        })
      else if (read.length === 0 || read.length > 20)
        context.addIssue({ code: "custom", message: "Écrivez de une à vingt cotisations, une par ligne.", input: text })
    }),
  ),
  z.transform((text: string) => {
    const read = parseFees(text)
    return Array.isArray(read) ? read : []
  }),
)

export const campaignFields = z
  .strictObject({
    year: neededNumber(2020, 2199, "Saisissez une année, par exemple 2027."),
    opensOn: dayField("Saisissez le jour où les adhésions ouvrent."),
    charterVersion: requiredLine(40, "Saisissez la version de la charte, par exemple 2027-1."),
    fees,
    tellsAll: tick,
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
