/** The codes of the offer and of pre-registrations, with their French words. LHÉO's own numbers are beside those that have one. */

/** How a course is organised (LHÉO parcours-de-formation). */
export const paths = { grouped: "Collectif", individual: "Individualisé", modular: "Modularisé", mixed: "Mixte" } as const
export type Path = keyof typeof paths

/** LHÉO modalites-enseignement: 0, 1 and 2 in this order, whose names mislead. */
export const modes = { on_site: "Sur place", mixed: "Mixte", remote: "À distance" } as const
export type Mode = keyof typeof modes

/** LHÉO modalites-entrees-sorties: 0 and 1. */
export const entryModes = { fixed_dates: "À dates fixes", permanent: "Entrée permanente" } as const
export type EntryMode = keyof typeof entryModes

/** LHÉO etat-recrutement: 1, 2 and 3. */
export const recruitments = { open: "Recrutement ouvert", closed: "Recrutement clos", suspended: "Recrutement suspendu" } as const
export type Recruitment = keyof typeof recruitments

export const offerStates = { draft: "Brouillon", published: "Publiée", archived: "Archivée" } as const

/** The levels of the national framework of 2019. Those of LHÉO are numbered otherwise: see `levelToLheo`. */
export const levels: Record<number, string> = {
  0: "Sans niveau spécifique",
  1: "Illettrisme, analphabétisme",
  2: "Sans qualification",
  3: "Niveau 3 (CAP, BEP)",
  4: "Niveau 4 (baccalauréat)",
  5: "Niveau 5 (bac + 2)",
  6: "Niveau 6 (licence, bac + 3 et 4)",
  7: "Niveau 7 (master, bac + 5)",
  8: "Niveau 8 (doctorat)",
}

export const meetingKinds = { information: "Réunion d’information", interview: "Entretien", test: "Test" } as const
export type MeetingKind = keyof typeof meetingKinds

export const situations = {
  job_seeker: "En recherche d’emploi",
  employee: "Salarié·e",
  apprentice: "En alternance",
  independent: "Indépendant·e",
  student: "Élève ou étudiant·e",
  other: "Autre situation",
} as const

/** Who pays for the places (LHÉO dict-financeurs; other codes of LHÉO are kept as they came). */
export const funders: Record<string, string> = {
  "2": "Conseil régional",
  "4": "France Travail",
  "16": "OPCO",
  "17": "Transitions Pro",
  "5": "Entreprise",
  "10": "Bénéficiaire (compte personnel de formation compris)",
  "8": "Conseil départemental",
  "9": "Commune",
  "7": "Agefiph",
  "11": "État, ministère chargé de l’emploi",
  "3": "Fonds social européen",
  "0": "Autre financeur",
}

// The codes of LHÉO 2.3 (http://lheo.gouv.fr/2.3) ------------------------------------------------

export const lheoPaths: Record<Path, string> = { grouped: "1", individual: "2", modular: "3", mixed: "4" }
/** The names mislead: 1 is mixed, 2 remote. */
export const lheoModes: Record<Mode, string> = { on_site: "0", mixed: "1", remote: "2" }
export const lheoEntryModes: Record<EntryMode, string> = { fixed_dates: "0", permanent: "1" }
export const lheoRecruitments: Record<Recruitment, string> = { open: "1", closed: "2", suspended: "3" }

/**
 * Our level for each of LHÉO's: 0 is "not said", 1 "no level in particular", 2 to 8 are those of 1969 (VI to I, whose I is today's 7 and 8),
 * 11 to 18 today's 1 to 8.
 */
export const levelFromLheo: Record<string, number | null> = {
  "0": null,
  "1": 0,
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((level) => [String(level + 1), level])),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((level) => [String(level + 10), level])),
}

/** LHÉO's code for one of our levels; null: not said. */
export function levelToLheo(level: number | null): string {
  if (level === null) return "0"
  return level === 0 ? "1" : String(level + 10)
}

/** The name of what our own files say where LHÉO has no element. */
export const extrasName = "cap-metiers"

/** Why something ends or comes back. `incomplete` returns a pre-registration: it is no refusal. */
export const reasons = {
  not_reachable: "Personne injoignable",
  absent: "Absence à la convocation",
  prerequisites: "Prérequis manquants",
  level: "Niveau inadapté",
  project: "Projet à préciser",
  no_place: "Plus de place",
  in_work: "A trouvé un emploi",
  other_training: "A choisi une autre formation",
  moved: "A déménagé",
  duplicate: "En double",
  known: "Déjà connu·e de l’organisme",
  incomplete: "Dossier incomplet",
  other: "Autre raison",
} as const
export type Reason = keyof typeof reasons

/** A reason and what was added to it, as people read them. */
export function whyWords(reason: Reason | null, text: string): string {
  return [reason ? reasons[reason] : "", text].filter(Boolean).join(" : ")
}

/** What a training body may answer when it does not accept someone. */
export const declineReasons = [
  "not_reachable",
  "absent",
  "prerequisites",
  "level",
  "project",
  "no_place",
  "in_work",
  "other_training",
  "moved",
  "duplicate",
  "known",
] as const satisfies Reason[]

/** Why someone gives up, before or during the training. */
export const leavingReasons = [
  "in_work",
  "other_training",
  "moved",
  "not_reachable",
  "absent",
  "project",
  "duplicate",
  "other",
] as const satisfies Reason[]

/** Why a level 3 sends a pre-registration back to whoever prepared it. */
export const returnReasons = ["incomplete", "project", "prerequisites", "level", "duplicate", "other"] as const satisfies Reason[]
