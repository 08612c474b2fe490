/** Which answer explains which page, and which answers match a question. */
import { fold } from "@/lib/search/spelling/rules"

/** Whom an answer is for. */
export type Audience = "visitor" | "person" | "referent" | "manager"

export type Answer = {
  /** The end of its address: /aide/[slug]; its picture is public/aide/[slug].png. */
  slug: string
  audience: Audience
  question: string
  /** Words that people use for the subject and that the answer does not contain. */
  words: string
  /** The answer, in Markdown: one sentence that answers, then what to do, step by step. */
  text: string
  /** What the picture shows, for people who do not see it. */
  picture: string
}

type Line = readonly [path: string, name: string, slug: string | null]

/** Each page, its name for people, and the answer that explains it; `*` stands for an identifier. The first line that matches decides. */
const pages: readonly Line[] = [
  ["/accueil", "Accueil", "profils"],
  ["/admin/actualites", "Actualités", "actualites"],
  ["/admin/tuiles", "Liens de l’accueil", "liens-de-l-accueil"],
  ["/admin/applications", "Applications", "connecter-une-application"],
  ["/admin/comptes", "Comptes", "prendre-le-controle"],
  ["/admin/courriels", "Courriels", "courriels"],
  ["/admin/demandes", "Demandes à traiter", "demandes-des-gestionnaires"],
  ["/admin/journal", "Journal", "journal"],
  ["/admin/offre", "Offre de formation", "offre-de-formation"],
  ["/admin/parcourspro", "ParcoursPro", "gerer-le-programme"],
  ["/admin/campagnes", "Règles de l’année", "gerer-le-programme"],
  ["/admin/preinscriptions", "Préinscriptions de la région", "suivre-les-preinscriptions"],
  ["/admin/revues", "Revue des droits", "mener-une-revue"],
  ["/admin/structures/import", "Importer des structures", "importer"],
  ["/admin/structures", "Structures", "gerer-une-structure"],
  ["/admin", "Administration", "demandes-des-gestionnaires"],
  ["/aide", "Aide", null],
  ["/annuaires", "Annuaires", "annuaires"],
  ["/candidature", "Suivre ma candidature", "suivre-ma-candidature"],
  ["/changement-adresse", "Changement d’adresse", "changer-adresse"],
  ["/connexion/structure", "Pour quelle structure ?", "entrer-dans-une-application"],
  ["/connexion", "Connexion", "connexion"],
  ["/demandes/*/refuser", "Refuser une demande", "repondre"],
  ["/demandes", "Demandes", "repondre"],
  ["/inscription/structure-absente", "Ma structure n’est pas dans la liste", "structure-absente"],
  ["/inscription/confirmation", "Vérifiez votre messagerie", "message-de-confirmation"],
  ["/inscription", "Créer un compte", "creer-un-compte"],
  ["/mes-fichiers", "Mes fichiers", "mes-fichiers"],
  ["/mes-structures/changement-employeur", "Je change d’employeur", "je-pars"],
  ["/invitation", "Invitation", "accepter-une-invitation"],
  ["/mes-structures/*/absence", "Mon absence", "mon-absence"],
  ["/mes-structures/*/invitations", "Inviter", "inviter"],
  ["/mes-structures/*/quitter", "Je quitte cette structure", "je-pars"],
  ["/mes-structures/*/detacher", "Détacher une personne", "detacher"],
  ["/mes-structures/*/droits", "Droits d’une personne", "donner-des-droits"],
  ["/mes-structures/*/modification", "Signaler une modification", "corriger-la-structure"],
  ["/mes-structures/*/referent", "Changement de référent", "changer-de-referent"],
  ["/mes-structures/*", "Page d’une structure", "liste-des-personnes"],
  ["/mes-structures", "Mes structures", "plusieurs-structures"],
  ["/mon-compte/cle-acces", "Clé d’accès", "proteger-mon-compte"],
  ["/mon-compte/double-authentification", "Double authentification", "proteger-mon-compte"],
  ["/mon-compte/supprimer", "Supprimer mon compte", "mes-donnees"],
  ["/mon-compte", "Mon compte", "changer-adresse"],
  ["/mot-de-passe", "Choisir un nouveau mot de passe", "connexion"],
  ["/mot-de-passe-oublie", "Mot de passe oublié", "connexion"],
  ["/adhesion", "Adhérer à Cap Métiers", "adherer"],
  ["/admin/adhesions", "Adhésions", "gerer-le-programme"],
  ["/documents", "Document", "suivre-mes-inscriptions"],
  ["/verifier", "Vérifier un document", "s-inscrire-au-programme"],
  ["/parcourspro/presence", "Ma présence", "suivre-mes-inscriptions"],
  ["/parcourspro/inscriptions", "Mes inscriptions", "suivre-mes-inscriptions"],
  ["/parcourspro/employeur", "Demandes de mes salariés", "repondre-a-mes-salaries"],
  ["/parcourspro/prestataire", "Mes sessions", "mes-sessions-du-programme"],
  ["/parcourspro", "Programme", "s-inscrire-au-programme"],
  ["/rafael/catalogue", "Catalogue de formation", "offre-de-formation"],
  ["/rafael/preinscriptions/a-valider", "À valider", "preinscrire"],
  ["/rafael/preinscriptions/nouvelle", "Préinscrire un candidat", "preinscrire"],
  ["/rafael/preinscriptions/plusieurs", "Plusieurs préinscriptions", "suivre-les-preinscriptions"],
  ["/rafael/preinscriptions/repondre", "Répondre à plusieurs préinscriptions", "repondre-aux-preinscriptions"],
  ["/rafael/comparer", "Comparer des sessions", "chercher-une-formation"],
  ["/rafael/preinscriptions", "Préinscriptions", "suivre-les-preinscriptions"],
  ["/rafael", "Rechercher une formation", "chercher-une-formation"],
  ["/revues/*/detacher", "Détacher de la structure", "revoir-les-droits"],
  ["/revues", "Revue des droits", "revoir-les-droits"],
  ["/verification", "Confirmer votre adresse", "message-de-confirmation"],
  ["/", "Portail Cap Métiers", "creer-un-compte"],
]

/** The line of the page at an address; undefined when the address is no page of the portal. */
function lineOf(pathname: string): Line | undefined {
  const asked = pathname.split("/").filter(Boolean)
  return pages.find(([path]) => {
    const parts = path.split("/").filter(Boolean)
    if (parts.length === 0) return asked.length === 0
    return parts.every((part, index) => (part === "*" ? asked[index] !== undefined : part === asked[index]))
  })
}

/** The answer that explains a page; null where the page explains itself. */
export function answerFor(pathname: string): string | null {
  return lineOf(pathname)?.[2] ?? null
}

/** The name that people give to the page at an address. Messages use it instead of the address, which may hold a secret. */
export function pageName(pathname: string): string {
  return lineOf(pathname)?.[1] ?? ""
}

/** The pages whose address ends with the secret of a link. */
const secret = ["/candidature", "/changement-adresse", "/invitation", "/mot-de-passe", "/verification"]

/** The address of a page without the secret that it may hold, so that another page may carry it. */
export function placeOf(pathname: string): string {
  return secret.find((path) => pathname.startsWith(`${path}/`)) ?? pathname
}

/** The id of the structure whose page this is; null for another page. */
export function structureOf(pathname: string): string | null {
  return pathname.match(/^\/(?:mes-structures|admin\/structures)\/([0-9a-f]{8}-[0-9a-f-]{27})(?:\/|$)/)?.[1] ?? null
}

/** The answers that contain every word asked for; those whose question contains them all come first. All answers when nothing is asked. */
export function answersTo(text: string, answers: readonly Answer[]): Answer[] {
  const asked = fold(text)
    .split(" ")
    .filter((word) => word.length > 1)
    .map(stem)
  if (asked.length === 0) return [...answers]
  const holds = (words: string) => asked.every((word) => ` ${fold(words)}`.includes(` ${word}`))
  const found = answers.filter(({ question, words, text: body }) => holds(`${question} ${words} ${body}`))
  return [...found.filter(({ question }) => holds(question)), ...found.filter(({ question }) => !holds(question))]
}

/** A word without its plural ending, so that singular and plural find the same answers. */
function stem(word: string) {
  return word.length > 3 ? word.replace(/[sx]$/, "") : word
}
