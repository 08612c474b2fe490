import * as z from "zod/mini"
import { requiredName } from "@/lib/platform/text/fields"

export const themeFields = z.strictObject({ name: requiredName(80, "Saisissez le nom du thème.") })
export type ThemeFields = z.infer<typeof themeFields>
export const themeChosen = z.strictObject({ themeId: z.uuid("Thème inconnu.") })
export type ThemeChosen = z.infer<typeof themeChosen>
