import { type Actor, type ActorAffiliation, isDecider } from "@/lib/access/permissions"

/**
 * Who may enter a page. middleware.ts and the pages themselves read this one table. "owner": closed while a manager has control of the
 * account. "runner": those who run sessions of the programme, their Prestataires and managers; "employer": those who answer
 * for the employer of someone, managers included.
 */
export type Gate =
  | "anyone"
  | "signed-in"
  | "owner"
  | "manager"
  | "decider"
  | "runner"
  | "employer"
  | ((affiliation: ActorAffiliation) => boolean)

type Line = { gate: Gate; title?: string }

/**
 * Every page and file of the portal: who may enter it, and its title when the title does not depend on what it shows. A test compares this
 * table with the folders of app/.
 */
export const pages = {
  "/": { gate: "anyone" },
  "/inscription": { gate: "anyone", title: "Créer un compte" },
  "/inscription/confirmation": { gate: "anyone", title: "Vérifiez votre messagerie" },
  "/inscription/informations": { gate: "anyone", title: "Créer un compte" },
  "/inscription/recapitulatif": { gate: "anyone", title: "Créer un compte" },
  "/inscription/structure-absente": { gate: "anyone", title: "Ma structure n'est pas dans la liste" },
  "/invitation/[token]": { gate: "anyone" },
  "/verification/[token]": { gate: "anyone", title: "Confirmer votre adresse" },
  "/connexion": { gate: "anyone", title: "Connexion" },
  "/connexion/retour": { gate: "anyone" },
  "/connexion/second-facteur": { gate: "anyone", title: "Second facteur" },
  "/connexion/structure": { gate: "signed-in", title: "Pour quelle structure ?" },
  "/mot-de-passe-oublie": { gate: "anyone", title: "Mot de passe oublié" },
  "/mot-de-passe/[token]": { gate: "anyone", title: "Choisir un nouveau mot de passe" },
  "/changement-adresse/[token]": { gate: "anyone", title: "Arrêter le changement d’adresse" },
  "/accueil": { gate: "signed-in", title: "Accueil" },
  "/mon-compte": { gate: "signed-in", title: "Mon compte" },
  "/mon-compte/cle-acces": { gate: "owner", title: "Ajouter une clé d’accès" },
  "/mon-compte/donnees": { gate: "owner" },
  "/mon-compte/double-authentification": { gate: "owner", title: "Double authentification" },
  "/mon-compte/supprimer": { gate: "owner", title: "Supprimer mon compte" },
  "/mes-fichiers": { gate: "owner", title: "Mes fichiers" },
  "/mes-fichiers/[id]": { gate: "owner" },
  "/mes-structures": { gate: "signed-in", title: "Mes structures" },
  "/mes-structures/[id]": { gate: "signed-in" },
  "/mes-structures/[id]/absence": { gate: "owner", title: "Mon absence" },
  "/mes-structures/[id]/detacher/[affiliation]": { gate: "signed-in" },
  "/mes-structures/[id]/droits/[affiliation]": { gate: "signed-in" },
  "/mes-structures/[id]/export": { gate: "signed-in" },
  "/mes-structures/[id]/invitations": { gate: "signed-in", title: "Inviter" },
  "/mes-structures/[id]/modification": { gate: "signed-in", title: "Signaler une modification" },
  "/mes-structures/[id]/quitter": { gate: "signed-in", title: "Je quitte cette structure" },
  "/mes-structures/[id]/referent": { gate: "signed-in", title: "Demander un changement de référent" },
  "/mes-structures/changement-employeur": { gate: "owner", title: "Je change d'employeur" },
  "/revues/[id]": { gate: "signed-in", title: "Revue des droits" },
  "/revues/[id]/detacher": { gate: "signed-in", title: "Détacher de la structure" },
  "/revues/[id]/preuve": { gate: "signed-in" },
  "/annuaires": { gate: "signed-in", title: "Annuaires" },
  "/demandes": { gate: "decider", title: "Demandes" },
  "/demandes/[id]/refuser": { gate: "decider" },
  "/demandes/[id]/valider": { gate: "decider" },
  "/demandes/lot": { gate: "decider", title: "Répondre à plusieurs demandes" },
  "/rafael": { gate: "anyone", title: "Rechercher une formation" },
  "/rafael/comparer": { gate: "anyone", title: "Comparer" },
  "/rafael/formations/[id]": { gate: "anyone" },
  "/rafael/offre.xml": { gate: "anyone" },
  "/rafael/sessions.atom": { gate: "anyone" },
  "/rafael/sessions.ics": { gate: "anyone" },
  "/rafael/sessions/[id]": { gate: "anyone" },
  "/rafael/catalogue": { gate: seesOffer, title: "Catalogue de formation" },
  "/rafael/catalogue/actions/[id]": { gate: seesOffer },
  "/rafael/catalogue/actions/nouvelle": { gate: managesCatalogue, title: "Ajouter une action" },
  "/rafael/catalogue/export": { gate: seesOffer },
  "/rafael/catalogue/formations/[id]": { gate: seesOffer },
  "/rafael/catalogue/formations/nouvelle": { gate: managesCatalogue, title: "Ajouter une formation" },
  "/rafael/catalogue/import": { gate: managesCatalogue, title: "Importer des formations" },
  "/rafael/catalogue/import/[id]": { gate: managesCatalogue, title: "Import de formations" },
  "/rafael/catalogue/import/[id]/etat": { gate: managesCatalogue },
  "/rafael/catalogue/import/[id]/rapport": { gate: managesCatalogue },
  "/rafael/catalogue/organisme": { gate: managesCatalogue, title: "Votre organisme dans l’offre" },
  "/rafael/catalogue/sessions/[id]": { gate: seesOffer },
  "/rafael/catalogue/sessions/[id]/annuler": { gate: managesCatalogue },
  "/rafael/catalogue/sessions/[id]/dates": { gate: managesCatalogue },
  "/rafael/catalogue/sessions/[id]/reproduire": { gate: managesCatalogue },
  "/rafael/catalogue/sessions/nouvelle": { gate: managesCatalogue, title: "Ajouter une session" },
  "/rafael/preinscriptions": { gate: handlesPreinscriptions, title: "Préinscriptions" },
  "/rafael/preinscriptions/[id]": { gate: handlesPreinscriptions },
  "/rafael/preinscriptions/[id]/modifier": { gate: prescribes },
  "/rafael/preinscriptions/[id]/retirer": { gate: prescribes },
  "/rafael/preinscriptions/[id]/donnees": { gate: prescribes },
  "/rafael/preinscriptions/[id]/donnees/fichier": { gate: prescribes },
  "/rafael/preinscriptions/a-valider": { gate: validates, title: "À valider" },
  "/rafael/preinscriptions/export": { gate: handlesPreinscriptions },
  "/rafael/preinscriptions/nouvelle": { gate: prescribes, title: "Préinscrire un candidat" },
  "/rafael/preinscriptions/plusieurs/[geste]": { gate: prescribes, title: "Plusieurs préinscriptions" },
  "/rafael/preinscriptions/reunions/[id]": { gate: answersReceived, title: "Feuille de réunion" },
  "/rafael/preinscriptions/repondre/[geste]": { gate: answersReceived, title: "Répondre à plusieurs préinscriptions" },
  "/candidature/[jeton]": { gate: "anyone", title: "Suivre ma candidature" },
  "/candidature/[jeton]/agenda": { gate: "anyone" },
  "/candidature/[jeton]/donnees": { gate: "anyone" },
  "/parcourspro": { gate: "anyone", title: "Programme" },
  "/parcourspro/actions/[id]": { gate: "anyone" },
  "/parcourspro/actions/[id]/agenda": { gate: "anyone" },
  "/parcourspro/agenda/[jeton]": { gate: "anyone" },
  "/parcourspro/inscriptions": { gate: "signed-in", title: "Mes inscriptions" },
  "/parcourspro/inscriptions/[id]/avis": { gate: "signed-in", title: "Donner mon avis" },
  "/parcourspro/inscriptions/[id]/retirer": { gate: "signed-in", title: "Me désister" },
  "/parcourspro/employeur": { gate: isEmployeur, title: "Demandes de mes salariés" },
  "/parcourspro/employeur/export": { gate: "employer" },
  "/parcourspro/employeur/repondre/[geste]": { gate: "employer", title: "Répondre à plusieurs demandes d’inscription" },
  "/parcourspro/employeur/sans-employeur": { gate: isReferentHere, title: "Demandes sans Employeur" },
  "/parcourspro/prestataire": { gate: isPrestataire, title: "Mes sessions" },
  "/parcourspro/prestataire/sessions/[id]": { gate: "runner" },
  "/parcourspro/presence/[code]": { gate: "signed-in", title: "Ma présence" },
  "/parcourspro/prestataire/sessions/[id]/code": { gate: "runner" },
  "/parcourspro/prestataire/sessions/[id]/export": { gate: "runner" },
  "/parcourspro/prestataire/sessions/[id]/dossier": { gate: "runner" },
  "/adhesion": { gate: "anyone", title: "Adhérer à Cap Métiers" },
  "/adhesion/fichiers/[nature]": { gate: "anyone" },
  "/documents/[id]": { gate: "signed-in" },
  "/documents/[id]/fichier": { gate: "signed-in" },
  "/verifier/[code]": { gate: "anyone", title: "Vérifier un document" },
  "/parcourspro/prestataire/sessions/[id]/annuler": { gate: "runner" },
  "/parcourspro/prestataire/sessions/[id]/modifier": { gate: "runner" },
  "/parcourspro/prestataire/sessions/[id]/repondre/[geste]": { gate: "runner" },
  "/admin": { gate: "manager", title: "Administration" },
  "/admin/actualites": { gate: "manager", title: "Actualités" },
  "/admin/actualites/[id]": { gate: "manager" },
  "/admin/actualites/nouvelle": { gate: "manager", title: "Écrire une actualité" },
  "/admin/tuiles": { gate: "manager", title: "Liens de l’accueil" },
  "/admin/tuiles/[id]": { gate: "manager", title: "Modifier un lien" },
  "/admin/tuiles/nouveau": { gate: "manager", title: "Ajouter un lien" },
  "/admin/applications": { gate: "manager", title: "Applications" },
  "/admin/applications/[id]": { gate: "manager" },
  "/admin/applications/[id]/essai": { gate: "manager", title: "Essayer la connexion" },
  "/admin/applications/nouvelle": { gate: "manager", title: "Déclarer une application" },
  "/admin/chiffres": { gate: "manager" },
  "/admin/comptes": { gate: "manager", title: "Comptes" },
  "/admin/comptes/[id]": { gate: "manager" },
  "/admin/comptes/[id]/fusion": { gate: "manager" },
  "/admin/courriels": { gate: "manager", title: "Courriels" },
  "/admin/recherche": { gate: "manager", title: "Recherche" },
  "/admin/demandes": { gate: "manager", title: "Demandes à traiter" },
  "/admin/demandes/plusieurs/[geste]": { gate: "manager", title: "Répondre à plusieurs" },
  "/admin/journal": { gate: "manager", title: "Journal" },
  "/admin/journal/export": { gate: "manager" },
  "/admin/offre": { gate: "manager", title: "Offre de formation" },
  "/admin/preinscriptions": { gate: "manager", title: "Préinscriptions de la région" },
  "/admin/offre/export": { gate: "manager" },
  "/admin/preinscriptions/export": { gate: "manager" },
  "/admin/preinscriptions/attente": { gate: "manager" },
  "/admin/preinscriptions/liste": { gate: "manager", title: "Liste des préinscriptions" },
  "/admin/preinscriptions/liste/export": { gate: "manager" },
  "/admin/parcourspro": { gate: "manager", title: "ParcoursPro" },
  "/admin/parcourspro/export": { gate: "manager" },
  "/admin/parcourspro/chiffres": { gate: "manager", title: "Chiffres du programme" },
  "/admin/parcourspro/chiffres/export": { gate: "manager" },
  "/admin/parcourspro/inscriptions": { gate: "manager", title: "Inscriptions au programme" },
  "/admin/parcourspro/inscriptions/export": { gate: "manager" },
  "/admin/parcourspro/actions/[id]": { gate: "manager" },
  "/admin/parcourspro/actions/[id]/modifier": { gate: "manager" },
  "/admin/parcourspro/actions/nouvelle": { gate: "manager", title: "Ajouter une action au programme" },
  "/admin/parcourspro/sessions/nouvelle": { gate: "manager", title: "Ajouter une session au programme" },
  "/admin/adhesions": { gate: "manager", title: "Adhésions" },
  "/admin/adhesions/export": { gate: "manager" },
  "/admin/campagnes": { gate: "manager", title: "Règles de l’année" },
  "/admin/revues": { gate: "manager", title: "Revue des droits" },
  "/admin/revues/[id]": { gate: "manager", title: "Suivi d’une revue" },
  "/admin/revues/[id]/preuve": { gate: "manager" },
  "/admin/structures": { gate: "manager", title: "Structures" },
  "/admin/structures/[id]": { gate: "manager" },
  "/admin/structures/[id]/droits": { gate: "manager" },
  "/admin/structures/[id]/fusion": { gate: "manager" },
  "/admin/structures/[id]/types": { gate: "manager" },
  "/admin/structures/import": { gate: "manager", title: "Importer des structures" },
  "/admin/structures/import/[id]": { gate: "manager", title: "Import de structures" },
  "/admin/structures/import/[id]/etat": { gate: "manager" },
  "/admin/structures/import/[id]/rapport": { gate: "manager" },
  "/admin/structures/nouvelle": { gate: "manager", title: "Créer une structure" },
  "/aide": { gate: "anyone", title: "Aide" },
  "/aide/[slug]": { gate: "anyone" },
  "/plan-du-site": { gate: "anyone", title: "Plan du site" },
  "/accessibilite": { gate: "anyone", title: "Accessibilité" },
  "/mentions-legales": { gate: "anyone", title: "Mentions légales" },
  "/donnees-personnelles": { gate: "anyone", title: "Données personnelles" },
  "/cookies": { gate: "anyone", title: "Gestion des cookies" },
  "/styles": { gate: "anyone", title: "Styles" },
} as const satisfies Record<string, Line>

export type PagePattern = keyof typeof pages
/** The pages whose name is always the same. */
export type Titled = { [P in PagePattern]: (typeof pages)[P] extends { title: string } ? P : never }[PagePattern]

/** The title of a page in its tab, its heading, the navigation and the plan. */
export function titleOf(page: Titled): string {
  return pages[page].title
}

/** The sections of the administration, in their order. */
export const adminSections = [
  "/admin/demandes",
  "/admin/structures",
  "/admin/comptes",
  "/admin/revues",
  "/admin/offre",
  "/admin/preinscriptions",
  "/admin/parcourspro",
  "/admin/adhesions",
  "/admin/campagnes",
  "/admin/actualites",
  "/admin/tuiles",
  "/admin/applications",
  "/admin/courriels",
  "/admin/journal",
] as const satisfies Titled[]

/** The deepest pages come first, so that a page is found before its parents. At the same depth, a fixed name comes before an id. */
const byDepth = Object.entries<Line>(pages)
  .map(([pattern, { gate }]) => ({ parts: pattern.split("/").filter(Boolean), gate }))
  .toSorted((a, b) => b.parts.length - a.parts.length || ids(a.parts) - ids(b.parts))

function ids(parts: string[]) {
  return parts.filter(isId).length
}

function isId(part: string) {
  return part.startsWith("[")
}

/**
 * The gate of an address: the gate of its page or, if it has none, of the nearest page above it. `/admin` also covers `/admin/demandes`,
 * but not `/administration`.
 */
export function gateOf(pathname: string): Gate {
  const asked = pathname.split("/").filter(Boolean)
  const lies = ({ parts }: { parts: string[] }) =>
    parts.every((part, depth) => part === asked[depth] || (isId(part) && depth < asked.length))
  return byDepth.find(lies)?.gate ?? "anyone"
}

export function mayEnter(actor: Actor, gate: Gate): boolean {
  if (gate === "anyone" || gate === "signed-in") return true
  if (gate === "owner") return actor.control === null
  if (gate === "manager") return actor.isManager
  if (gate === "runner") return actor.isManager || actor.affiliations.some(isPrestataire)
  if (gate === "employer") return actor.isManager || actor.affiliations.some(answersAsEmployer)
  if (gate === "decider") return actor.isManager || isDecider(actor)
  return actor.affiliations.some(gate)
}

function isEmployeur({ isEmployeur: holds }: ActorAffiliation) {
  return holds
}

function isReferentHere({ isReferent: holds }: ActorAffiliation) {
  return holds
}

function answersAsEmployer(affiliation: ActorAffiliation) {
  return isEmployeur(affiliation) || isReferentHere(affiliation)
}

function isPrestataire({ isPrestataire: holds }: ActorAffiliation) {
  return holds
}

function managesCatalogue({ rafaelProfil }: ActorAffiliation) {
  return rafaelProfil === "gestionnaire_catalogue" || rafaelProfil === "gestionnaire_general"
}

function seesOffer(affiliation: ActorAffiliation) {
  return managesCatalogue(affiliation) || answersReceived(affiliation)
}

function answersReceived({ rafaelProfil }: ActorAffiliation) {
  return rafaelProfil === "gestionnaire_preinscription" || rafaelProfil === "gestionnaire_general"
}

function prescribes({ rafaelProfil }: ActorAffiliation) {
  return rafaelProfil === "prescripteur_1" || rafaelProfil === "prescripteur_2" || rafaelProfil === "prescripteur_3"
}

function validates({ rafaelProfil }: ActorAffiliation) {
  return rafaelProfil === "prescripteur_3"
}

function handlesPreinscriptions({ rafaelProfil }: ActorAffiliation) {
  return rafaelProfil !== null && rafaelProfil !== "gestionnaire_catalogue"
}
