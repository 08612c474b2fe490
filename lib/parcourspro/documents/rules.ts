/**
 * The papers of a session: what each must carry, and by which text. To be read by a lawyer: what no text asks for says that it is custom.
 */
type Mention = { says: string; basis: string }
type Sheet = { name: string; prefix: string; of: "session" | "person" | "structure"; basis: string; mentions: readonly Mention[] }
const custom = "usage"

export const documentKinds = {
  attendees: {
    name: "Liste des inscrits",
    prefix: "LISTE",
    of: "session",
    basis: custom,
    mentions: [{ says: "session, noms, structures ; adaptations en nombre seulement", basis: custom }],
  },
  sheet: {
    name: "Feuille d’émargement",
    prefix: "EMARG",
    of: "session",
    basis: "demandée par les financeurs, aucun article",
    mentions: [{ says: "prestataire, action, date, demi-journées et heures, cases des personnes et des intervenants", basis: custom }],
  },
  summons: {
    name: "Convocation",
    prefix: "CONVOC",
    of: "person",
    basis: "article L. 6353-8 du Code du travail",
    mentions: [
      { says: "objectifs et contenu, intervenants, horaires, modalités d’évaluation", basis: "article L. 6353-8 du Code du travail" },
      { says: "contact pour les stagiaires, règlement intérieur", basis: "article L. 6353-8 du Code du travail" },
      { says: "lieu, accès, contact pour une adaptation", basis: custom },
    ],
  },
  agreement: {
    name: "Convention de formation",
    prefix: "CONV",
    of: "structure",
    basis: "articles L. 6353-1 et D. 6353-1 du Code du travail",
    mentions: [
      { says: "intitulé, objectif, contenu, moyens, durée, période", basis: "article D. 6353-1, I du Code du travail" },
      { says: "modalités de déroulement, de suivi et de sanction", basis: "article D. 6353-1, I du Code du travail" },
      { says: "prix et modalités de règlement", basis: "article D. 6353-1, I du Code du travail" },
      { says: "numéro de déclaration d’activité, qui ne vaut pas agrément", basis: "articles L. 6352-12 et R. 6351-6 du Code du travail" },
      { says: "personnes, lieu, litiges", basis: custom },
    ],
  },
  attestation: {
    name: "Attestation de fin de formation",
    prefix: "ATTEST",
    of: "person",
    basis: "n’est plus obligatoire depuis 2019 ; contenu attendu par l’indicateur 11 de Qualiopi",
    mentions: [{ says: "objectifs, nature, durée, résultats de l’évaluation", basis: "Qualiopi, indicateur 11" }],
  },
  certificate: {
    name: "Certificat de réalisation",
    prefix: "CERTIF",
    of: "person",
    basis: "modèle du ministère chargé du travail",
    mentions: [
      { says: "prestataire et son représentant, stagiaire, employeur, intitulé", basis: "modèle du ministère" },
      { says: "nature parmi les quatre de l’article L. 6313-1, dates, heures réalisées", basis: "modèle du ministère" },
      { says: "conservation des pièces, date, signature, cachet", basis: "modèle du ministère" },
    ],
  },
} as const satisfies Record<string, Sheet>
export type DocumentKind = keyof typeof documentKinds

/** "CONV-2027-00042" */
export function numberWords(kind: DocumentKind, year: number, number: number) {
  return `${documentKinds[kind].prefix}-${year}-${String(number).padStart(5, "0")}`
}
