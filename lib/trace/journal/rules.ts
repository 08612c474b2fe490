/** The journal in plain French: one sentence a row. */

/** What a row tells, with the names that its ids lead to today; "" where they lead to nobody. */
export type Told = {
  action: string
  outcome: "done" | "refused"
  who: string
  /** Whose place they took, under control. */
  realWho: string
  target: string
  structure: string
  reason: string | null
}

/** What each action is called, and how it is told when it was done: {target} is whom or what it was done to. */
const sentences: Record<string, readonly [name: string, told: string]> = {
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
  "statistics.export": ["Export des chiffres", "a exporté les chiffres"],
}

/** The actions a filter may name, in the order of their sentences. */
export const journalActions = Object.keys(sentences)

/** What an action is called in a list; its code when it has no name. */
export function actionName(action: string) {
  return sentences[action]?.[0] ?? action
}

/**
 * "Dominique LEFÈVRE a détaché Sacha MARTIN de l’Institut. Raison : « … »"; of what was refused, that it was only tried: "… a
 * tenté, sans le pouvoir : désactivation d’un compte (Sacha MARTIN)."
 */
export function sentenceOf({ action, outcome, who, realWho, target, structure, reason }: Told): string {
  const hand = realWho ? `${realWho}, au nom de ${who || "quelqu’un"},` : who || "Le portail"
  const why = reason ? ` Raison : « ${refusalWords[reason] ?? reason} »` : ""
  if (outcome === "refused") {
    const about = [target === who ? "" : target, structure].filter(Boolean).join(", ")
    const name = actionName(action)
    return `${hand} a tenté, sans le pouvoir : ${name.charAt(0).toLocaleLowerCase("fr")}${name.slice(1)}${about ? ` (${about})` : ""}.${why}`
  }
  const said = sentences[action]?.[1] ?? `a fait « ${action} »`
  const about = target !== "" && target === who ? ofThemselves(said) : said
  const verb = named(named(about, "target", target || "quelqu’un"), "structure", structure || "une structure")
  return `${hand} ${verb}.${why}`
}

/** "a demandé son rattachement", of what someone does about themselves. */
function ofThemselves(said: string) {
  return said
    .replace(/\b(le|la|les) (\S+) de \{target\}/, (_, article: string, noun: string) => `${own(article, noun)} ${noun}`)
    .replace("du compte de {target}", "de son compte")
    .replace("toutes les connexions de {target}", "toutes ses connexions")
}

function own(article: string, noun: string) {
  if (article === "les") return "ses"
  return article === "le" || /^[aeiouyéèêh]/i.test(noun) ? "son" : "sa"
}

/** A name put in its place: "de Élodie" reads "d’Élodie". */
function named(said: string, place: "target" | "structure", name: string) {
  const isVowel = /^[AEIOUÀÂÉÈÊËÎÏÔÖÛÜ]/i.test(name)
  return said.replace(isVowel ? `de {${place}}` : `{${place}}`, isVowel ? `d’${name}` : name).replace(`{${place}}`, name)
}

/** The codes of refusals and of causes that a row may hold as its reason. */
const refusalWords: Record<string, string> = {
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
}
