/**
 * The legal forms of companies, by the four digits of INSEE's list (https://www.insee.fr/fr/information/2028129, level III): the digits that
 * begin a code name its family. Only what people say is named; the others have no name here.
 */

const named = {
  "10": "Entrepreneur individuel",
  "3": "Société étrangère",
  "41": "Établissement public industriel",
  "52": "SNC",
  "5202": "SNC",
  "5306": "SCS",
  "54": "SARL",
  "5458": "SCOP",
  "5498": "EURL",
  "55": "SA",
  "5558": "SCOP",
  "56": "SA",
  "5658": "SCOP",
  "57": "SAS",
  "5720": "SASU",
  "62": "GIE",
  "6316": "CUMA",
  "6317": "Coopérative agricole",
  "6318": "Coopérative agricole",
  "6533": "GAEC",
  "6540": "SCI",
  "6541": "SCI",
  "6597": "SCEA",
  "6598": "EARL",
  "71": "Administration de l’État",
  "7210": "Commune",
  "7220": "Département",
  "7230": "Région",
  "73": "Établissement public",
  "7331": "Établissement public d’enseignement",
  "7361": "CCAS",
  "7364": "Établissement public de santé",
  "7410": "GIP",
  "82": "Mutuelle",
  "84": "Syndicat",
  "92": "Association",
  "93": "Fondation",
} as const satisfies Record<string, string>

export type LegalForm = (typeof named)[keyof typeof named]

/** What people call the legal form of this code; null for a code without a name, or none. */
export function legalFormOf(code: string | null | undefined): LegalForm | null {
  if (!code) return null
  for (let size = code.length; size > 0; size -= 1) {
    const start = code.slice(0, size)
    if (Object.hasOwn(named, start)) return named[start as keyof typeof named]
  }
  return null
}

/** Whether the form is made to own walls, and nobody looks for it by the name of the company inside. */
export const isOfWalls = (form: LegalForm | null) => form === "SCI"
