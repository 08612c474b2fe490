/** What is asked of a candidate, and what may never be written about one (docs/rafael.md). */

/** The information notice that is read to a person before anything is sent in their name; a change of its words changes the version. */
export const noticeVersion = "2026-12"

export const noticeWords = [
  "Votre conseiller transmet votre nom, votre date de naissance, vos coordonnées, votre situation, votre niveau et votre projet à l’organisme de formation choisi, pour étudier votre demande de place ; et, si vous les donnez, votre identifiant France Travail et l’adaptation dont vous avez besoin.",
  "L’organisme et la structure qui vous accompagne sont seuls à les lire. Ils sont effacés 24 mois après votre dernière demande, 12 mois si rien n’a été envoyé.",
  "Vous pouvez à tout moment suivre votre candidature, corriger vos coordonnées, renoncer, emporter vos données ou les faire effacer, par le lien que vous recevez par e-mail ou en le demandant à votre conseiller.",
] as const

const youngest = 14
const oldest = 99

/** The age on a day; both are days at midnight UTC. */
export function ageOn(birthDate: Date, today: Date): number {
  const years = today.getUTCFullYear() - birthDate.getUTCFullYear()
  const birthday = Date.UTC(today.getUTCFullYear(), birthDate.getUTCMonth(), birthDate.getUTCDate())
  return today.getTime() < birthday ? years - 1 : years
}

/** Whether someone of this age may be pre-registered; the ages beyond are slips of the keyboard. */
export function isPossibleAge(age: number) {
  return age >= youngest && age <= oldest
}

/** Whether a text holds a number of social security, which the portal never keeps. */
export function holdsNir(text: string) {
  const packed = text.replace(/(?<=[0-9AB])[\s.-]+(?=[0-9AB])/gi, "")
  return /(?<![0-9])[12][0-9]{2}(?:0[1-9]|1[0-2]|[2-9][0-9])(?:[0-9]{2}|2[AB])[0-9]{6}(?:[0-9]{2})?(?![0-9])/i.test(packed)
}

const health =
  /\b(maladie|malade|cancer|diab[eè]te|d[eé]pressi\w*|d[eé]pression|handicap\w*|rqth|mdph|aah|grossesse|enceinte|psychi\w*|trouble\w*|traitement m[eé]dical|addiction|s[eé]ropositi\w*|invalidit[eé])\b/iu

/** Whether a text seems to speak of someone's health: it warns whoever writes it, and forbids nothing. */
export function speaksOfHealth(text: string) {
  return health.test(text)
}

type Known = {
  firstName: string
  birthDate: Date | null
  email: string | null
  phone: string | null
  city: string | null
  situation: string | null
  noticeAt: Date | null
}

/** What must still be said of a candidate before anything is sent in their name, in words. */
export function missingToSubmit(candidate: Known, { project }: { project: string }): string[] {
  return [
    ...(candidate.birthDate ? [] : ["la date de naissance"]),
    ...(candidate.email || candidate.phone ? [] : ["une adresse e-mail ou un téléphone"]),
    ...(candidate.city ? [] : ["la commune"]),
    ...(candidate.situation ? [] : ["la situation"]),
    ...(project === "" ? ["le projet"] : []),
    ...(candidate.noticeAt ? [] : ["l’information de la personne"]),
  ]
}

/** Names as they are compared: no accent, no case, letters and digits of any script. */
export function comparableName(name: string) {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLocaleLowerCase("fr")
    .replace(/[^\p{L}\p{N}]/gu, "")
}
