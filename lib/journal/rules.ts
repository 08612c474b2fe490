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

/**
 * The verb of each action: {target} is whom or what it was done to. Two columns: done, and what someone tried. An action
 * without a line here is told by its code.
 */
const sentences: Record<string, string> = {
  "account.create": "a créé son compte",
  "account.update": "a modifié ses informations",
  "account.password": "a changé son mot de passe",
  "account.ask-reset": "a demandé un nouveau mot de passe pour {target}",
  "account.reset-password": "a choisi un nouveau mot de passe par un lien reçu",
  "account.ask-address": "a demandé à changer d’adresse e-mail",
  "account.cancel-address": "a abandonné son changement d’adresse e-mail",
  "account.change-address": "a changé d’adresse e-mail",
  "account.stop-address": "a arrêté un changement d’adresse e-mail",
  "account.unlock": "a déverrouillé le compte de {target}",
  "account.disable": "a désactivé le compte de {target}",
  "account.enable": "a réactivé le compte de {target}",
  "account.merge": "a réuni un autre compte à celui de {target}",
  "account.take-control": "a pris le contrôle du compte de {target}",
  "account.give-control-back": "a rendu le contrôle du compte de {target}",
  "account.control": "a voulu faire, sous contrôle, un geste réservé à {target}",
  "account.warn-unused": "a prévenu {target} que son compte ne sert plus",
  "account.erase": "a effacé le compte de {target}",
  "session.throttle": "a vu ralentir les essais de mot de passe sur le compte de {target}",
  "session.end": "a fermé une connexion",
  "session.end-all": "a fermé toutes les connexions de {target}",
  "factor.reset": "a retiré les seconds facteurs de {target}",
  "factor.totp-added": "a ajouté une application de codes",
  "factor.totp-removed": "a retiré son application de codes",
  "factor.passkey-added": "a ajouté une clé d’accès",
  "factor.passkey-removed": "a retiré une clé d’accès",
  "factor.recovery-used": "est entré·e par un code de secours",
  "factor.recovery-renewed": "a renouvelé ses codes de secours",
  "affiliation.request": "a demandé le rattachement de {target} à {structure}",
  "affiliation.validate": "a validé le rattachement de {target} à {structure}",
  "affiliation.refuse": "a refusé le rattachement de {target} à {structure}",
  "affiliation.cancel": "a annulé la demande de {target} pour {structure}",
  "affiliation.expire": "a vu expirer la demande de {target} pour {structure}",
  "affiliation.hand-over": "a transmis aux gestionnaires la demande de {target} pour {structure}",
  "affiliation.remind": "a relancé la demande de {target} pour {structure}",
  "affiliation.ask": "a demandé une précision à {target} pour {structure}",
  "affiliation.answer": "a répondu à la précision demandée pour {structure}",
  "affiliation.decide": "a voulu répondre à la demande de {target} pour {structure}",
  "affiliation.detach": "a détaché {target} de {structure}",
  "affiliation.leave": "a quitté {structure}",
  "affiliation.close": "a mis fin au rattachement de {target} à {structure}",
  "affiliation.join": "a réuni à ceux qu’avait {target} les droits venus d’ailleurs, dans {structure}",
  "profils.set": "a changé les droits de {target} dans {structure}",
  "referent.appoint": "a nommé {target} référent·e de {structure}",
  "referent.remove": "a retiré à {target} le rôle de référent·e de {structure}",
  "referent.set-pace": "a choisi le rythme de ses messages pour {structure}",
  "referent-change.send": "a demandé un changement de référent pour {structure}",
  "referent-change.accept": "a accepté le changement de référent de {structure}",
  "referent-change.refuse": "a refusé le changement de référent de {structure}",
  "correction.send": "a signalé une modification de {structure}",
  "correction.accept": "a accepté la modification signalée pour {structure}",
  "correction.refuse": "a refusé la modification signalée pour {structure}",
  "correction.cancel": "a clos la modification signalée pour {structure}",
  "referent-change.cancel": "a clos le changement de référent demandé pour {structure}",
  "listing-request.send": "a demandé l’ajout d’une structure à la liste",
  "listing-request.accept": "a ajouté {structure} à la liste",
  "listing-request.refuse": "a refusé l’ajout d’une structure à la liste",
  "structure.create": "a créé {structure}",
  "structure.update": "a modifié les données de {structure}",
  "structure.set-types": "a changé les types de {structure}",
  "structure.close": "a fermé {structure}",
  "structure.reopen": "a rouvert {structure}",
  "structure.merge": "a réuni une autre structure à {structure}",
  "structure.absorb": "a réuni {structure} à une autre structure",
  "structure.undo-merge": "a annulé une fusion de {structure}",
  "structure.upload": "a envoyé un fichier de structures",
  "structure.check-import": "a fait vérifier un fichier de structures",
  "structure.start-import": "a lancé l’import d’un fichier de structures",
  "structure.drop-import": "a abandonné un fichier de structures",
  "structure.import": "a importé des structures",
  "people.export": "a exporté la liste des personnes de {structure}",
  "manager.nominate": "a proposé {target} comme gestionnaire",
  "manager.confirm": "a confirmé {target} comme gestionnaire",
  "manager.drop-nomination": "a écarté la proposition de {target} comme gestionnaire",
  "manager.remove": "a retiré à {target} les droits de gestionnaire",
  "manager.appoint": "a nommé {target} gestionnaire, par la commande du serveur",
  "message.resend": "a renvoyé un message",
  "signup.resend": "a renvoyé un lien de confirmation",
  "announcement.save": "a écrit une actualité",
  "announcement.publish": "a publié une actualité",
  "announcement.withdraw": "a retiré une actualité",
  "contact.send": "a écrit à l’équipe Cap Métiers",
  "contact.answer": "a répondu à un message",
  "contact.close": "a classé un message",
  "journal.export": "a exporté le journal",
  "statistics.export": "a exporté les chiffres",
}

/** The actions a filter may name, in the order of their sentences. */
export const journalActions = Object.keys(sentences)

/** What an action is called where no one in particular did it: "nommer … référent·e". */
export function actionName(action: string) {
  const sentence = sentences[action]
  if (!sentence) return action
  const bare = sentence.replace(/(à |de |dans |pour |du compte de |le compte de )?\{(target|structure)\}/g, "").replace(/\s+([,.])/g, "$1")
  const text = bare
    .replace(/\s+/g, " ")
    .replace(/^(a|est) /, "")
    .replace(/[ ,]+$/, "")
  return text.charAt(0).toLocaleUpperCase("fr") + text.slice(1)
}

/** "Dominique LEFÈVRE a détaché Sacha MARTIN de Institut Horizon. Raison : « … »" */
export function sentenceOf({ action, outcome, who, realWho, target, structure, reason }: Told): string {
  const said = sentences[action] ?? `a fait « ${action} »`
  const about = target !== "" && target === who ? ofThemselves(said) : said
  const verb = named(named(about, "target", target || "quelqu’un"), "structure", structure || "une structure")
  const hand = realWho ? `${realWho}, au nom de ${who || "quelqu’un"},` : who || "Le portail"
  const attempt = outcome === "refused" ? " (refusé)" : ""
  const why = reason ? `${outcome === "refused" ? " : " : ". Raison : "}« ${refusalWords[reason] ?? reason} »` : ""
  return `${hand} ${verb}${attempt}${why}.`.replace(/»\.$/, "»")
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
  const isVowel = /^[AEIOUYÀÂÉÈÊËÎÏÔÖÛÜ]/i.test(name)
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
  "structure-types": "la structure a perdu ce type",
  "structure-merge": "réunion de deux structures",
  "structure-merge-undone": "réunion de deux structures annulée",
  "account-merge": "réunion de deux comptes",
  "account-disabled": "compte désactivé",
  "account-erased": "compte effacé",
  "changed-meanwhile": "la page n’était plus à jour",
  "already-decided": "déjà traité",
}
