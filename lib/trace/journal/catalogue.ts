/**
 * What the journal may say, and nothing else: an action, a cause or a change that has no line here does not compile
 * (lib/trace/journal/operations.ts). Codes once written stay: the journal keeps them twelve months.
 */
import type { Need, Rights } from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"
import type { Held } from "@/lib/vocabulary/transfers/rules"

/** Each action there is: what it is called, and how it is told when it was done. {target} is whom or what it was done to. */
export const actions = {
  "account.create": ["Création d’un compte", "a créé son compte"],
  "account.update": ["Informations modifiées", "a modifié ses informations"],
  "account.password": ["Mot de passe changé", "a changé son mot de passe"],
  "account.ask-reset": ["Nouveau mot de passe demandé", "a demandé un nouveau mot de passe pour {target}"],
  "account.reset-password": ["Nouveau mot de passe choisi", "a choisi un nouveau mot de passe par un lien reçu"],
  "account.ask-address": ["Changement d’adresse demandé", "a demandé à changer d’adresse e-mail"],
  "account.cancel-address": ["Changement d’adresse abandonné", "a abandonné son changement d’adresse e-mail"],
  "account.change-address": ["Adresse e-mail changée", "a changé d’adresse e-mail"],
  "account.stop-address": ["Changement d’adresse arrêté", "a arrêté un changement d’adresse e-mail"],
  "account.unlock": ["Déverrouillage d’un compte", "a déverrouillé le compte de {target}"],
  "account.disable": ["Désactivation d’un compte", "a désactivé le compte de {target}"],
  "account.enable": ["Réactivation d’un compte", "a réactivé le compte de {target}"],
  "account.merge": ["Réunion de deux comptes", "a réuni un autre compte à celui de {target}"],
  "account.take-control": ["Prise de contrôle", "a pris le contrôle du compte de {target}"],
  "account.give-control-back": ["Fin d’une prise de contrôle", "a rendu le contrôle du compte de {target}"],
  "account.control": ["Geste réservé, tenté sous contrôle", "a voulu faire, sous contrôle, un geste réservé à {target}"],
  "account.warn-unused": ["Avertissement avant effacement", "a prévenu {target} que son compte ne sert plus"],
  "account.erase": ["Effacement d’un compte", "a effacé le compte de {target}"],
  "session.throttle": ["Essais de mot de passe ralentis", "a vu ralentir les essais de mot de passe sur le compte de {target}"],
  "session.end": ["Fermeture d’une connexion", "a fermé une connexion"],
  "session.end-all": ["Fermeture de toutes les connexions", "a fermé toutes les connexions de {target}"],
  "factor.reset": ["Retrait des seconds facteurs", "a retiré les seconds facteurs de {target}"],
  "factor.totp-added": ["Application de codes ajoutée", "a ajouté une application de codes"],
  "factor.totp-removed": ["Application de codes retirée", "a retiré son application de codes"],
  "factor.passkey-added": ["Clé d’accès ajoutée", "a ajouté une clé d’accès"],
  "factor.passkey-removed": ["Clé d’accès retirée", "a retiré une clé d’accès"],
  "factor.recovery-used": ["Code de secours utilisé", "est entré·e par un code de secours"],
  "factor.recovery-renewed": ["Codes de secours renouvelés", "a renouvelé ses codes de secours"],
  "affiliation.request": ["Demande de rattachement", "a demandé le rattachement de {target} à {structure}"],
  "affiliation.validate": ["Validation d’un rattachement", "a validé le rattachement de {target} à {structure}"],
  "affiliation.refuse": ["Refus d’un rattachement", "a refusé le rattachement de {target} à {structure}"],
  "affiliation.cancel": ["Demande annulée", "a annulé la demande de {target} pour {structure}"],
  "affiliation.expire": ["Demande expirée", "a vu expirer la demande de {target} pour {structure}"],
  "affiliation.hand-over": ["Demande transmise aux gestionnaires", "a transmis aux gestionnaires la demande de {target} pour {structure}"],
  "affiliation.remind": ["Relance d’une demande", "a relancé la demande de {target} pour {structure}"],
  "affiliation.ask": ["Précision demandée", "a demandé une précision à {target} pour {structure}"],
  "affiliation.answer": ["Précision donnée", "a répondu à la précision demandée pour {structure}"],
  "affiliation.decide": ["Réponse à une demande", "a voulu répondre à la demande de {target} pour {structure}"],
  "affiliation.detach": ["Détachement d’une personne", "a détaché {target} de {structure}"],
  "affiliation.leave": ["Départ d’une structure", "a quitté {structure}"],
  "affiliation.close": ["Fin d’un rattachement", "a mis fin au rattachement de {target} à {structure}"],
  "affiliation.join": ["Droits réunis", "a réuni à ceux qu’avait {target} les droits venus d’ailleurs, dans {structure}"],
  "profils.set": ["Changement de droits", "a changé les droits de {target} dans {structure}"],
  "referent.appoint": ["Nomination d’un référent", "a nommé {target} référent·e de {structure}"],
  "referent.remove": ["Retrait d’un référent", "a retiré à {target} le rôle de référent·e de {structure}"],
  "referent.set-pace": ["Rythme des messages", "a choisi le rythme de ses messages pour {structure}"],
  "referent-change.send": ["Changement de référent demandé", "a demandé un changement de référent pour {structure}"],
  "referent-change.accept": ["Changement de référent accepté", "a accepté le changement de référent de {structure}"],
  "referent-change.refuse": ["Changement de référent refusé", "a refusé le changement de référent de {structure}"],
  "correction.send": ["Modification signalée", "a signalé une modification de {structure}"],
  "correction.accept": ["Modification acceptée", "a accepté la modification signalée pour {structure}"],
  "correction.refuse": ["Modification refusée", "a refusé la modification signalée pour {structure}"],
  "correction.cancel": ["Modification close", "a clos la modification signalée pour {structure}"],
  "referent-change.cancel": ["Changement de référent clos", "a clos le changement de référent demandé pour {structure}"],
  "listing-request.send": ["Référencement demandé", "a demandé l’ajout d’une structure à la liste"],
  "listing-request.accept": ["Référencement accepté", "a ajouté {structure} à la liste"],
  "listing-request.refuse": ["Référencement refusé", "a refusé l’ajout d’une structure à la liste"],
  "listing-request.decide": ["Réponse à un référencement", "a répondu à une demande de référencement"],
  "structure.see": ["Consultation d’une structure", "a consulté {structure}"],
  "people.see": ["Consultation des personnes", "a consulté les personnes de {structure}"],
  "structure.create": ["Création d’une structure", "a créé {structure}"],
  "structure.update": ["Données d’une structure modifiées", "a modifié les données de {structure}"],
  "structure.set-types": ["Types d’une structure changés", "a changé les types de {structure}"],
  "structure.close": ["Fermeture d’une structure", "a fermé {structure}"],
  "structure.reopen": ["Réouverture d’une structure", "a rouvert {structure}"],
  "structure.merge": ["Réunion de deux structures", "a réuni une autre structure à {structure}"],
  "structure.absorb": ["Structure réunie à une autre", "a réuni {structure} à une autre structure"],
  "structure.undo-merge": ["Annulation d’une réunion", "a annulé une fusion de {structure}"],
  "structure.upload": ["Fichier de structures envoyé", "a envoyé un fichier de structures"],
  "structure.check-import": ["Fichier de structures vérifié", "a fait vérifier un fichier de structures"],
  "structure.start-import": ["Import lancé", "a lancé l’import d’un fichier de structures"],
  "structure.drop-import": ["Fichier de structures abandonné", "a abandonné un fichier de structures"],
  "structure.import": ["Import de structures", "a importé des structures"],
  "people.export": ["Export des personnes", "a exporté la liste des personnes de {structure}"],
  "manager.nominate": ["Gestionnaire proposé·e", "a proposé {target} comme gestionnaire"],
  "manager.confirm": ["Gestionnaire confirmé·e", "a confirmé {target} comme gestionnaire"],
  "manager.drop-nomination": ["Proposition de gestionnaire écartée", "a écarté la proposition de {target} comme gestionnaire"],
  "manager.remove": ["Gestionnaire retiré·e", "a retiré à {target} les droits de gestionnaire"],
  "manager.appoint": ["Gestionnaire nommé·e par la commande", "a nommé {target} gestionnaire, par la commande du serveur"],
  "message.resend": ["Message renvoyé", "a renvoyé un message"],
  "signup.resend": ["Lien de confirmation renvoyé", "a renvoyé un lien de confirmation"],
  "announcement.save": ["Actualité écrite", "a écrit une actualité"],
  "announcement.publish": ["Actualité publiée", "a publié une actualité"],
  "announcement.withdraw": ["Actualité retirée", "a retiré une actualité"],
  "contact.send": ["Message à l’équipe", "a écrit à l’équipe Cap Métiers"],
  "contact.answer": ["Réponse à un message", "a répondu à un message"],
  "contact.close": ["Message classé", "a classé un message"],
  "journal.export": ["Export du journal", "a exporté le journal"],
} as const satisfies Record<string, readonly [name: string, told: string]>

export type Action = keyof typeof actions

type Fields = { fields: string[] }
type Texts = Record<string, string | null>

/** What a row keeps of what changed: ids and codes rather than names. An action that is not here keeps nothing. */
export type Changes = {
  "account.update": Fields
  "account.merge": { absorbedId: string }
  "account.disable": { withoutReferent: string[] }
  "account.take-control": { sessionId: string }
  "account.give-control-back": { sessionId: string }
  "session.end-all": { count: number }
  "affiliation.request": { origin: string; need: Need | null }
  "affiliation.validate": Held
  "affiliation.detach": Held & { withoutReferent: boolean }
  "affiliation.leave": Held
  "affiliation.close": Held
  "affiliation.join": { before: Held; after: Held }
  "profils.set": { before: Rights; after: Rights }
  "referent.remove": { withoutReferent: boolean }
  "referent.set-pace": { pace: string }
  "referent-change.send": { affiliationId?: string | null; isLeaving: boolean }
  "correction.send": Fields
  "correction.accept": Fields
  "correction.refuse": Fields
  "structure.create": { siret: string; types: StructureType[] }
  "structure.update": { before: Texts; after: Texts }
  "structure.set-types": { before: StructureType[]; after: StructureType[]; people: number }
  "structure.close": { successorId: string | null }
  "structure.merge": { mergeId: string; people: number }
  "structure.absorb": { mergeId: string }
  "structure.import": { created: number; changed: number; rejected: number }
  "people.export": { isSearched: boolean; profil: string | null; referent: boolean; employeur: boolean }
  "manager.confirm": { nominationId: string }
  "manager.drop-nomination": { nominationId: string }
  "message.resend": { way: string }
  "announcement.publish": { startsAt: string | null; endsAt: string | null }
  "journal.export": { isFiltered: boolean }
}

/** Why something was refused, or done, where no person said it: the codes that a row may hold as its reason. */
export const causes = {
  "not-found": "ce n’était pas à cette personne de le faire",
  "own-request": "sa propre demande",
  "last-referent": "dernier référent de la structure",
  "last-manager": "dernière personne gestionnaire",
  oneself: "sur soi-même",
  "under-control": "sous contrôle",
  "switched-off": "prise de contrôle fermée par réglage",
  manager: "compte d’un gestionnaire",
  closed: "compte fermé",
  "structure-import": "import d’un fichier",
  "structure-types": "la structure a perdu ce type",
  "structure-merge": "réunion de deux structures",
  "structure-merge-undone": "réunion de deux structures annulée",
  "account-merge": "réunion de deux comptes",
  "account-disabled": "compte désactivé",
  "account-erased": "compte effacé",
  "changed-meanwhile": "la page n’était plus à jour",
  "already-decided": "déjà traité",
  "already-answered": "déjà répondu",
  "same-account": "deux fois le même compte",
  "own-account": "son propre compte",
  "already-disabled": "compte déjà désactivé",
  "not-disabled": "compte qui n’était pas désactivé",
  disabled: "compte désactivé",
  "manager-already": "déjà gestionnaire",
  proposer: "a proposé cette personne et ne peut la confirmer",
  "not-active": "n’est plus rattaché·e",
  referent: "référent·e de la structure",
  "already-referent": "déjà référent·e",
  "not-referent": "n’est pas référent·e",
  "person-gone": "la personne proposée n’est plus rattachée",
  "structure-unknown": "structure inconnue",
  "same-structure": "deux fois la même structure",
  "kept-closed": "la structure gardée est fermée",
  "already-merged": "structure déjà réunie à une autre",
  "already-undone": "fusion déjà annulée",
  "too-late": "délai d’annulation passé",
  "merged-since": "structure réunie à une autre depuis",
  merged: "structure réunie à une autre",
  "already-closed": "structure déjà fermée",
  "not-closed": "structure déjà ouverte",
  "successor-unknown": "structure de remplacement inconnue",
  "ends-before": "fin avant le début",
  forgotten: "message déjà effacé",
  "personal-link": "lien que seule la personne peut redemander",
} as const satisfies Record<string, string>

export type Cause = keyof typeof causes
