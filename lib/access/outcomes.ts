/**
 * What each page says once something has been done on it. An action names the page and the outcome (see `done`), and does not compile
 * unless their words are here.
 */
import type { Route } from "next"
import { type Arguments, at } from "@/lib/access/addresses"
import type { PagePattern } from "@/lib/access/routes"
import { lookup } from "@/lib/platform/text/lookup"

const outcomes = {
  "/": {
    "candidature-effacee": "Vos données de candidature sont effacées : plus rien ne vous nomme dans Rafael.",
    "compte-supprime": "Votre compte est supprimé. Un dernier message vous le confirme par e-mail.",
  },
  "/connexion": {
    confirmee: "Votre adresse est confirmée et votre demande est transmise. Connectez-vous pour la suivre.",
    "mot-de-passe": "Votre nouveau mot de passe est enregistré. Connectez-vous avec lui.",
    adresse: "Votre nouvelle adresse est confirmée. Connectez-vous avec elle.",
    "adresse-arretee":
      "Le changement d’adresse est arrêté et toutes les connexions sont fermées. Un message vient de partir pour choisir un nouveau mot de passe.",
    deconnecte: "Vous êtes déconnecté.",
    rejointe: "C’est fait : vous avez rejoint la structure, et vos droits sont ouverts. Connectez-vous pour les utiliser.",
    "invitation-refusee": "L’invitation est refusée. La personne qui vous invitait est prévenue.",
    "controle-fini": "La prise de contrôle est terminée, et votre propre connexion aussi : reconnectez-vous.",
    "tout-deconnecte": "Toutes vos connexions sont fermées, celle-ci comprise.",
  },
  "/accueil": {
    "invitation-refusee": "L’invitation est refusée. La personne qui vous invitait est prévenue.",
    rejointe: "Vous avez rejoint la structure : vos droits sont ouverts.",
    confirmee: "Votre adresse est confirmée, votre demande est transmise, et vous êtes connecté·e.",
    relance: "Votre relance est partie.",
    annulation: "Votre demande est annulée.",
    reponse: "Votre réponse est partie : la personne qui décide la lira avec votre demande.",
  },
  "/mon-compte": {
    informations: "Vos informations sont à jour.",
    "adresse-demandee": "Un lien à confirmer vient de partir à votre nouvelle adresse. Jusque-là, rien ne change.",
    "adresse-annulee": "Le changement d’adresse est abandonné : votre adresse reste la même.",
    "mot-de-passe": "Votre mot de passe est changé. Vos autres connexions sont fermées.",
    "cle-ajoutee": "Votre clé d’accès est enregistrée : vous pouvez vous connecter avec elle.",
    "cle-retiree": "La clé d’accès est retirée.",
    "application-retiree": "L’application est retirée.",
    "connexion-fermee": "La connexion est fermée.",
    "acces-retire": "L’accès est retiré : l’application ne lit plus rien de vous, et elle en est avertie.",
  },
  "/mes-fichiers": { supprime: "Le fichier est supprimé." },
  "/mes-structures": {
    rejointe: "Une invitation vous y attendait : vous avez rejoint la structure, et vos droits sont ouverts.",
    demande: "Votre demande est transmise. Vous serez prévenu·e de la réponse par e-mail.",
    annulation: "Votre demande est annulée.",
    relance: "Votre relance est partie.",
    referencement: "Votre demande de référencement est transmise à l’équipe Cap Métiers.",
    reponse: "Votre réponse est partie : la personne qui décide la lira avec votre demande.",
    depart: "Votre départ est enregistré : vos droits sont fermés et les référents sont prévenus.",
    annonce: "Votre départ est annoncé aux référents et à l’équipe Cap Métiers, qui nommera quelqu’un d’autre.",
    "depart-et-annonce":
      "Votre départ est enregistré. Là où vous êtes référent·e, l’équipe Cap Métiers nommera d’abord quelqu’un d’autre ; ailleurs, vos droits sont fermés.",
  },
  "/mes-structures/[id]": {
    modification: "Votre signalement est transmis à l’équipe Cap Métiers. Rien ne change avant sa réponse.",
    referent: "Votre demande de changement de référent est transmise à l’équipe Cap Métiers.",
    messages: "Votre choix est enregistré.",
  },
  "/mes-structures/[id]/droits/[affiliation]": { droits: "Les droits sont à jour." },
  "/demandes": { aucune: "Cochez au moins une demande, puis répondez." },
  "/demandes/[id]/valider": { question: "Votre question est partie. La demande reviendra ici avec la réponse." },
  "/rafael/catalogue": { organisme: "Ce que l’offre dit de votre organisme est à jour." },
  "/rafael/catalogue/import": { abandonne: "Ce fichier est abandonné." },
  "/rafael/catalogue/formations/[id]": {
    creee: "La formation est enregistrée comme brouillon. Ajoutez une action et une session, puis publiez-la.",
    enregistree: "La formation est enregistrée.",
    publiee: "La formation est publiée : elle se trouve par la recherche, avec ses sessions.",
    archivee: "La formation est archivée : elle ne se trouve plus par la recherche.",
    action: "L’action est enregistrée.",
    session: "La session est ajoutée.",
  },
  "/rafael/catalogue/sessions/[id]": {
    reunion: "La réunion est prévue. Une information collective se lit aussi sur la page publique de la session.",
    copiee: "La session est reproduite à ces dates, sans personne dessus.",
    places: "Les places et le contact sont à jour.",
    recrutement: "L’état du recrutement est changé.",
    dates: "Les dates sont changées. Les personnes concernées et celles qui les suivent sont prévenues.",
    annulee: "La session est annulée. Les personnes concernées et celles qui les suivent sont prévenues.",
  },
  "/rafael/preinscriptions": {
    supprimee: "La préinscription est supprimée.",
    effacee: "Les données de la personne sont effacées. Elle et les organismes qui la connaissaient sont prévenus.",
    aucune: "Cochez au moins une préinscription, puis choisissez ce que vous en faites.",
    impossible: "L’état des préinscriptions cochées ne permet pas ce geste : rien n’a été changé.",
    messages: "Votre choix de messages est enregistré.",
  },
  "/rafael/preinscriptions/[id]": {
    preparee: "La préinscription est enregistrée comme brouillon : personne d’autre ne l’a encore reçue.",
    enregistree: "La préinscription est enregistrée.",
    transmise: "La préinscription est transmise pour validation : qui peut la valider en est prévenu.",
    reprise: "La préinscription est de nouveau un brouillon.",
    voeux: "L’ordre des vœux est changé.",
    renvoyee: "La préinscription est renvoyée à la personne qui la prépare, avec le motif.",
    envoyee: "La préinscription est envoyée à l’organisme de formation. La personne en est informée si elle a une adresse e-mail.",
    retiree: "La préinscription est retirée. Les personnes qui la connaissaient sont prévenues.",
    suivie: "Vous suivez maintenant cette préinscription.",
  },
  "/rafael/preinscriptions/[id]/donnees": {
    corrigees: "Ses coordonnées sont corrigées.",
    lien: "Le lien de sa page de suivi lui est envoyé.",
  },
  "/rafael/preinscriptions/reunions/[id]": { presence: "La présence est notée." },
  "/candidature/[jeton]": {
    corrigees: "Vos coordonnées sont corrigées.",
    renonce: "Vous avez renoncé à cette candidature. L’organisme et la personne qui vous accompagne sont prévenus.",
  },
  "/parcourspro/inscriptions": {
    demandee: "Votre demande est transmise. Vous serez prévenu·e de chaque étape par e-mail.",
    retiree: "Votre inscription est retirée. Les personnes concernées sont prévenues.",
    place: "Votre place est confirmée.",
    relance: "Votre relance est partie.",
    present: "Votre présence est notée.",
    avis: "Votre avis est noté. Merci : il compte dans la moyenne de l’action, sans votre nom.",
  },
  "/parcourspro/employeur": { messages: "Votre choix de messages est enregistré." },
  "/parcourspro/prestataire/sessions/[id]": {
    creee: "La session est enregistrée comme brouillon : ouvrez-la aux inscriptions quand elle est prête.",
    enregistree: "La session est à jour. Si ses dates ou son lieu ont changé, les personnes inscrites sont prévenues.",
    ouverture: "L’état des inscriptions est changé.",
    annulee: "La session est annulée. Les personnes inscrites sont prévenues.",
    presence: "La présence est enregistrée.",
    documents: "Les documents sont établis. Les personnes concernées peuvent les lire.",
    desistee: "La personne est désistée. Elle et le prestataire sont prévenus.",
    inscrite: "La demande est enregistrée. La personne et qui doit répondre sont prévenus.",
  },
  "/admin/parcourspro": {
    themes: "Les thèmes sont à jour.",
  },
  "/admin/parcourspro/actions/[id]": {
    creee: "L’action est enregistrée. Ajoutez une session, puis ouvrez-la aux inscriptions.",
    enregistree: "L’action est à jour.",
    archivee: "L’action est archivée : elle ne se trouve plus dans le programme.",
  },
  "/adhesion": { demandee: "La demande d’adhésion est transmise à l’équipe Cap Métiers. Vous serez prévenu·e de la réponse." },
  "/admin/adhesions": {
    acceptee: "L’adhésion est acceptée. Les référents de la structure sont prévenus.",
    refusee: "L’adhésion est refusée. Les référents de la structure et les personnes concernées sont prévenus.",
  },
  "/admin/campagnes": {
    enregistree: "Les règles de l’année sont enregistrées.",
    fichier: "Le document est en ligne : la page de l’adhésion le propose dès que la campagne est ouverte.",
    "fichier-retire": "Le document est retiré.",
  },
  "/admin/applications/[id]": {
    enregistree: "L’application est enregistrée : ce que vous avez changé vaut dès maintenant.",
    "secret-retire": "Le secret est retiré : il n’ouvre plus rien.",
    suspendue: "L’application est suspendue : plus personne n’y entre par le portail, et ce qu’elle détenait n’ouvre plus rien.",
    rouverte: "L’application est rouverte.",
    "structures-accordees": "L’application peut lire toutes les structures de qui y entre.",
    "evenement-envoye": "Un événement de vérification part : sa réponse se lit ci-dessous dans un instant.",
    renvoye: "L’événement repart, avec ce qui est vrai maintenant.",
  },
  "/admin/revues/[id]": {
    ouverte: "La revue est ouverte. Les référents sont prévenus au prochain envoi automatique, et relancés avant l’échéance.",
    close: "La revue est close : plus personne n’y répond, et ses réponses restent.",
  },
  "/admin/tuiles": {
    enregistre: "Le lien est enregistré : l’accueil le montre dès maintenant.",
    retire: "Le lien est retiré de l’accueil.",
  },
  "/aide": { message: "Votre message est parti. L’équipe Cap Métiers vous répondra par e-mail." },
  "/admin/demandes": {
    aucune: "Cochez au moins une demande, puis répondez.",
    question: "Votre question est partie. La demande reste ici, avec la réponse dès qu’elle arrive.",
    plusieurs: "C’est fait : les demandes cochées ont votre réponse, et les personnes concernées sont prévenues.",
    questions: "C’est fait : votre question est partie. Les demandes restent ici, et chaque réponse s’y affichera.",
    "questions-en-partie":
      "Votre question est partie pour celles qui le permettaient. Les autres ont changé, ou attendent déjà une réponse.",
    "plusieurs-en-partie":
      "C’est fait pour celles qui le permettaient. Les autres ont changé, ont déjà une réponse ou attendent celle de la personne : relisez-les.",
    ajout: "La structure est ajoutée à la liste. Les demandes de compte qui l’attendaient sont maintenant à valider ci-dessous.",
    refus: "La demande de référencement est refusée ; la personne est prévenue.",
    modification: "La modification est faite ; la personne qui l’a signalée est prévenue.",
    changement: "Le changement de référent est fait ; les personnes concernées sont prévenues.",
    "refus-envoye": "C’est refusé ; la personne qui le demandait est prévenue.",
    reponse: "Votre réponse est partie par e-mail.",
    "message-classe": "Le message est classé.",
  },
  "/admin/structures/[id]": {
    creee: "La structure est dans la liste.",
    modifiee: "Les données de la structure sont à jour.",
    types: "Les types sont changés. Les personnes qui ont perdu un profil sont prévenues.",
    fermee: "La structure est fermée : elle ne peut plus être choisie. Ses référents et les personnes qui attendaient sont prévenus.",
    rouverte: "La structure est rouverte.",
    "referent-nomme": "Cette personne est référente. Elle est prévenue.",
    "referent-retire": "Cette personne n’est plus référente. Elle est prévenue.",
    fusion: "Les deux structures sont réunies. Les personnes concernées sont prévenues. Vous pouvez l’annuler pendant 30 jours.",
    "fusion-annulee": "La fusion est annulée : les personnes et leurs droits sont revenus. Elles sont prévenues.",
  },
  "/mes-structures/[id]/absence": {
    enregistree: "Votre absence est enregistrée.",
    demandee: "Votre absence est enregistrée, et votre suppléant·e reçoit un message : elle ou il doit accepter.",
    close: "L’absence est close : les demandes vous reviennent.",
    acceptee: "C’est accepté : les demandes vous parviendront pendant cette absence.",
    refusee: "C’est noté : la personne qui vous le demandait est prévenue.",
  },
  "/mes-structures/[id]/invitations": {
    renvoyee: "L’invitation repart, avec un nouveau lien valable quatorze jours.",
    annulee: "L’invitation est annulée : son lien n’ouvre plus rien.",
  },
  "/admin/structures/import": { abandonne: "Le fichier est abandonné : la liste n’a pas changé." },
  "/admin/comptes": {
    "lien-renvoye": "Un nouveau lien de confirmation part à cette adresse ; les précédents ne servent plus.",
  },
  "/admin/comptes/[id]": {
    lien: "Un lien pour choisir un mot de passe part à cette adresse.",
    adresse: "L’adresse est corrigée. L’ancienne et la nouvelle sont prévenues, avec votre raison.",
    deverrouille: "Le compte est déverrouillé : la personne peut essayer à nouveau tout de suite.",
    "facteurs-retires":
      "Les seconds facteurs sont retirés et les connexions fermées : le mot de passe suffit, et la personne est prévenue.",
    desactive: "Le compte est désactivé, ses connexions et ses demandes sont closes. La personne est prévenue.",
    reactive: "Le compte est réactivé, avec ses rattachements et ses droits. La personne est prévenue.",
    deconnecte: "Toutes les connexions de cette personne sont fermées. Elle est prévenue.",
    renvoye: "Le message repart.",
    "controle-fini": "La prise de contrôle est terminée : vous êtes revenu·e à votre propre compte.",
    rendu: "Vous avez rendu le contrôle : vous êtes revenu·e à votre propre compte.",
    propose: "La proposition est transmise aux autres gestionnaires : une autre personne doit confirmer.",
    gestionnaire: "C’est confirmé : cette personne est gestionnaire. Elle est prévenue.",
    "gestionnaire-retire": "Cette personne n’est plus gestionnaire. Elle est prévenue.",
    "proposition-abandonnee": "La proposition est écartée.",
    fusion:
      "Les deux comptes sont réunis ici ; l’autre est fermé. Les deux adresses sont prévenues. Vous pouvez l’annuler pendant 30 jours.",
    separation: "Les deux comptes sont séparés : celui-ci est rouvert, avec ce qu’il avait. Les deux adresses sont prévenues.",
  },
  "/admin/actualites/[id]": {
    enregistree: "C’est enregistré. Voici l’aperçu.",
    publiee: "Les dates de l’actualité sont enregistrées : l’état ci-dessous dit si elle se lit déjà.",
    retiree: "L’actualité est retirée de l’accueil.",
  },
  "/admin/offre": { depubliee: "La formation n’est plus publiée. Son organisme lit la raison dans son catalogue." },
  "/admin/courriels": {
    renvoye: "Le message repart.",
    renvoyes: "Les messages cochés repartent.",
    "renvoyes-en-partie":
      "Des messages cochés repartent ; d’autres non : leur lien ne sert qu’une fois, ou leur compte est fermé. Renvoyez ceux-là un par un pour lire pourquoi.",
  },
} as const satisfies Partial<Record<PagePattern, Record<string, string>>>

export type PageWithOutcomes = keyof typeof outcomes

/** The outcomes of a page; for several pages, the outcomes that they share. */
export type OutcomeOf<P extends PageWithOutcomes> = keyof (typeof outcomes)[P] & string

/** The page that says what has just been done. */
export function done<P extends PageWithOutcomes>(page: P, outcome: OutcomeOf<P>, ...[values, anchor]: Arguments<P>): Route {
  return at(page as PagePattern, { ...values, fait: outcome } as never, anchor as never)
}

/** What a page says for the `fait` of its address; undefined when the page has no such outcome. */
export function outcomeOf(page: PageWithOutcomes, fait: string): string | undefined {
  return lookup<Record<string, string>>(outcomes[page], fait)
}

/** Whether the `fait` of an address is this outcome of the page. */
export function isDone<P extends PageWithOutcomes>(_page: P, outcome: OutcomeOf<P>, fait: string): boolean {
  return fait === outcome
}

/**
 * Adds what has just been done to `address`, whose page is one of `P` (the schema of the form says so). For gestures that come back to the
 * page where they were made.
 */
export function backTo<P extends PageWithOutcomes>(address: string, outcome: OutcomeOf<P>): Route {
  return `${address}${address.includes("?") ? "&" : "?"}fait=${outcome}` as Route
}
