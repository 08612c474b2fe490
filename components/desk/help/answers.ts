/** The answers of the help pages. Each picture is made by `npm run pictures`, from the portal as it is. */
import type { Answer, Audience } from "@/lib/desk/help/rules"

export const audiences: Record<Audience, string> = {
  visitor: "Avoir un compte et entrer",
  person: "Mon compte, mes structures, mes droits",
  referent: "Pour les référents",
  manager: "Pour les gestionnaires Cap Métiers",
}

/** The size of every picture, in CSS pixels, so that its place is reserved while it loads. */
export const pictureSize = { width: 1200, height: 750 }

export const answers: readonly Answer[] = [
  {
    slug: "creer-un-compte",
    audience: "visitor",
    question: "Comment créer mon compte ?",
    words: "inscription s’inscrire ouvrir nouveau accès",
    text: `Cherchez votre structure, dites qui vous êtes, confirmez votre adresse : c’est tout.

1. Ouvrez **Créer un compte** et tapez le nom, le sigle ou le SIRET de votre structure ; choisissez-la dans la liste.
2. Donnez vos nom, fonction et adresse, et choisissez un mot de passe d’au moins 15 caractères : quatre mots sans rapport font l’affaire.
3. Relisez, envoyez, puis suivez le lien du message reçu et confirmez votre adresse avec votre mot de passe. Votre demande part alors à la personne qui décide.

Le choix de votre structure est gardé sur votre appareil jusqu’à l’envoi, vos réponses tant que l’onglet reste ouvert, jamais le mot de passe.`,
    picture: "La première étape de Créer un compte : le champ de recherche et les structures proposées.",
  },
  {
    slug: "structure-absente",
    audience: "visitor",
    question: "Ma structure n’est pas dans la liste : que faire ?",
    words: "absente introuvable ajouter référencement siret",
    text: `Demandez son ajout : votre demande de compte part en même temps.

1. Au bas des réponses de la recherche, choisissez **Ma structure n’est pas dans la liste**.
2. Tapez son SIRET (14 chiffres) : l’annuaire national des entreprises remplit le reste quand il la connaît.
3. L’équipe Cap Métiers vérifie et l’ajoute ; vous êtes prévenu·e par e-mail.`,
    picture: "Le formulaire Ma structure n’est pas dans la liste.",
  },
  {
    slug: "message-de-confirmation",
    audience: "visitor",
    question: "Je n’ai pas reçu le message de confirmation",
    words: "mail e-mail courriel lien vérification spam indésirables renvoyer",
    text: `Il part dans la minute ; regardez d’abord dans les indésirables.

1. Sur la page affichée après l’envoi, **Renvoyer le message** en fait partir un autre.
2. Vous avez fermé cette page ? **Mot de passe oublié ?**, avec la même adresse, renvoie le lien de confirmation.
3. Le lien est valable 7 jours. Ouvert sur un autre appareil, il vous fait choisir votre mot de passe. Expiré, sa page en propose un nouveau : vos réponses sont gardées.`,
    picture: "La page Vérifiez votre messagerie et son bouton Renvoyer le message.",
  },
  {
    slug: "connexion",
    audience: "visitor",
    question: "Je n’arrive plus à me connecter",
    words: "mot de passe oublié bloqué essais verrouillé perdu",
    text: `**Mot de passe oublié ?** vous envoie un lien pour en choisir un autre, et lève l’attente.

1. Vérifiez l’adresse : c’est celle où vous recevez les messages du portail.
2. Après plusieurs mauvais essais il faut attendre un peu ; la page dit combien.
3. Le lien reçu est valable 24 heures et ne sert qu’une fois.

Votre adresse a changé, ou vous ne la lisez plus ? Écrivez-nous.`,
    picture: "La page Connexion et son lien Mot de passe oublié ?",
  },
  {
    slug: "qui-valide",
    audience: "person",
    question: "Qui valide ma demande, et quand ?",
    words: "attente délai référent réponse relancer en attente",
    text: `Le référent de votre structure ; pour le premier compte d’une structure, l’équipe Cap Métiers. Accueil et Mes structures disent qui, et depuis quand.

1. Le référent est prévenu aussitôt, puis rappelé au bout de 2 et de 4 jours ouvrés.
2. Sans réponse après 5 jours ouvrés, l’équipe Cap Métiers peut décider aussi, et vous êtes prévenu·e.
3. Vous pouvez **Relancer**, ou **Annuler** votre demande, à tout moment.`,
    picture: "Une demande en attente : à qui elle est, depuis quand, Relancer et Annuler.",
  },
  {
    slug: "precision",
    audience: "person",
    question: "On me demande une précision",
    words: "question répondre information complément",
    text: `Répondez depuis Accueil : votre demande garde sa place, et la personne qui décide est prévenue.

1. Ouvrez **Accueil** : la question y est, avec le nom de la personne qui la pose.
2. Écrivez votre réponse et envoyez-la : elle est jointe à votre demande.`,
    picture: "Sur Accueil, la question posée et le champ de réponse.",
  },
  {
    slug: "plusieurs-structures",
    audience: "person",
    question: "Je travaille pour plusieurs structures",
    words: "affiliation rattachement autre ajouter deuxième",
    text: `Un seul compte suffit : demandez une affiliation à chacune.

1. Ouvrez **Mes structures**, cherchez la structure, dites ce que vous devez y faire, puis **Valider**.
2. Son référent répond ; vos droits y sont à part de ceux que vous avez ailleurs.`,
    picture: "Mes structures : la liste, et le formulaire Demande d’affiliation.",
  },
  {
    slug: "profils",
    audience: "person",
    question: "Que me permettent mes profils ?",
    words: "droits rôle gestionnaire OF prescripteur niveau bénéficiaire employeur prestataire rafael parcourspro accès",
    text: `Un profil ouvre une partie de Rafael ou de ParcoursPro, pour une structure. Votre référent les donne et les retire ; l’effet est immédiat.

- **Gestionnaire OF catalogue formation** : gère le catalogue de formation de la structure.
- **Gestionnaire OF préinscription** : traite les préinscriptions reçues.
- **Gestionnaire OF général** : fait les deux.
- **Prescripteur Niveau 1** : prépare des préinscriptions, qu’un niveau 3 valide ; **Niveau 2** : valide les siennes ; **Niveau 3** : valide aussi celles de ses collègues.
- **Bénéficiaire** : s’inscrit aux événements ParcoursPro ; vient avec chaque compte validé.
- **Employeur** : est informé des inscriptions des salariés, les accepte ou les refuse.
- **Prestataire** : anime ses sessions.

On a un seul profil Rafael par structure. Il vous en manque un ? Demandez-le à votre référent, dont le nom est dans Mes structures.`,
    picture: "Accueil : les profils et les quatre espaces, avec leurs actualités et leurs accès.",
  },
  {
    slug: "changer-adresse",
    audience: "person",
    question: "Changer mon adresse, mon mot de passe, mes informations",
    words: "modifier téléphone fonction nom e-mail mon compte",
    text: `Tout est dans **Mon compte**.

1. Vos informations changent aussitôt.
2. Une nouvelle adresse doit être confirmée par le lien qui y est envoyé ; l’ancienne est prévenue et peut annuler pendant 24 heures.
3. Un nouveau mot de passe ferme vos autres connexions.`,
    picture: "La page Mon compte.",
  },
  {
    slug: "proteger-mon-compte",
    audience: "person",
    question: "Mieux protéger mon compte",
    words: "sécurité clé d’accès passkey double authentification code application appareil connexions",
    text: `Une clé d’accès (empreinte, visage ou code de votre appareil) est le plus simple et le plus sûr.

1. Dans **Mon compte**, ajoutez une **clé d’accès** : elle suffit pour entrer.
2. Ou activez la **double authentification** : un code d’application est demandé après le mot de passe. Gardez les codes de secours.
3. **Mes connexions** montre où votre compte est ouvert : fermez ce que vous ne reconnaissez pas.`,
    picture: "La partie Sécurité de Mon compte : clés d’accès et double authentification.",
  },
  {
    slug: "je-pars",
    audience: "person",
    question: "Je change d’employeur, ou je quitte une structure",
    words: "départ démission mutation partir quitter",
    text: `Gardez votre compte : quittez l’ancienne structure et demandez la nouvelle, en une fois.

1. Dans **Mes structures**, choisissez **Je change d’employeur** : cochez ce que vous quittez, cherchez où vous arrivez.
2. Vos droits dans l’ancienne structure se ferment, son référent est prévenu ; la nouvelle reçoit votre demande.
3. Votre adresse professionnelle change aussi ? Changez-la dans **Mon compte** avant de perdre l’ancienne.`,
    picture: "La page Je change d’employeur.",
  },
  {
    slug: "mes-donnees",
    audience: "person",
    question: "Télécharger mes données, supprimer mon compte",
    words: "rgpd effacer droit accès portabilité oubli",
    text: `Les deux sont dans **Mon compte**, rubrique **Mes données**.

1. **Télécharger mes données** donne tout ce que le portail sait de vous, dans un fichier lisible.
2. **Supprimer mon compte** efface votre nom, votre adresse et vos droits ; les traces gardées pour la sécurité ne vous nomment plus.
3. Seul·e référent·e d’une structure ? Faites d’abord nommer quelqu’un d’autre.`,
    picture: "La page Supprimer mon compte, qui dit ce qui sera effacé.",
  },
  {
    slug: "deux-comptes",
    audience: "person",
    question: "J’ai deux comptes",
    words: "doublon fusionner réunir adresse",
    text: `Écrivez-nous les deux adresses : nous les réunissons, avec vos structures et vos droits.

1. Écrivez depuis le compte que vous voulez garder, si vous y entrez encore.
2. Nous vérifions que les deux adresses sont à vous, puis l’une ouvre tout.`,
    picture: "Le formulaire Écrire à l’équipe Cap Métiers.",
  },
  {
    slug: "annuaires",
    audience: "person",
    question: "Trouver une structure, un référent, un collègue",
    words: "chercher annuaire liste personne contact",
    text: `**Annuaires** a deux parties : toutes les structures, avec leurs référents, et les personnes de vos structures.

1. Cherchez par nom, sigle ou SIRET ; précisez par département et par type.
2. Les personnes sont celles des structures où vous travaillez : les autres ne se voient pas.`,
    picture: "Annuaires : les structures, leur recherche et leurs référents.",
  },
  {
    slug: "repondre",
    audience: "referent",
    question: "Répondre à une demande",
    words: "valider refuser accepter plusieurs lot précision question",
    text: `Dans **Demandes**, **Valider** ouvre les droits aussitôt, **Refuser** demande une raison que la personne lira.

1. Le profil proposé est celui qui correspond à ce que la personne dit devoir faire ; changez-le au besoin.
2. Un doute ? **Demander une précision** : la demande garde sa place.
3. Plusieurs demandes ? Cochez-les et répondez en une fois.

Vous êtes plusieurs référents ? Le premier qui répond décide ; les autres voient qui, et quand.`,
    picture: "Valider une demande : la personne, le profil proposé, Confirmer.",
  },
  {
    slug: "donner-des-droits",
    audience: "referent",
    question: "Donner ou retirer des droits",
    words: "profil ajouter retirer modifier niveau employeur prestataire",
    text: `Depuis la page de la structure, **Modifier les droits** sur la ligne de la personne ; chaque geste vaut aussitôt, et elle est prévenue.

1. **Ajouter** donne un profil, **Retirer** le reprend.
2. Un second profil Rafael remplace le premier, après vous l’avoir dit.
3. Bénéficiaire vient avec le compte : il ne se retire pas.`,
    picture: "La page des droits d’une personne : profils tenus et profils disponibles.",
  },
  {
    slug: "detacher",
    audience: "referent",
    question: "Une personne a quitté la structure",
    words: "détacher départ supprimer retirer collègue",
    text: `**Détacher** ferme tous ses droits dans votre structure, aussitôt ; son compte et ses autres structures restent.

1. Sur la page de la structure, choisissez **Détacher** sur sa ligne, puis confirmez.
2. Elle est prévenue. Si elle revient, elle redemande : rien n’est rendu sans vous.`,
    picture: "La confirmation avant de détacher une personne.",
  },
  {
    slug: "liste-des-personnes",
    audience: "referent",
    question: "Voir et exporter les personnes de ma structure",
    words: "liste utilisateurs csv export tableur excel filtrer",
    text: `La page de la structure les montre toutes ; **Export CSV** en fait un fichier pour votre tableur.

1. **Rechercher** et **Filtrer** réduisent la liste ; l’export contient ce que vous voyez, toutes pages comprises.
2. « Aucun droit », en jaune, signale qui n’a encore que Bénéficiaire.
3. **Mes messages**, au bas de la page, règle comment vous êtes prévenu·e des demandes.`,
    picture: "La liste des utilisateurs d’une structure, avec recherche, filtres et export.",
  },
  {
    slug: "corriger-la-structure",
    audience: "referent",
    question: "Une information de ma structure est fausse",
    words: "adresse nom sigle modification signaler siret déménagement",
    text: `**Signaler une modification** l’envoie à l’équipe Cap Métiers ; rien ne change avant sa réponse.

1. Ouvrez la page de la structure, puis **Signaler une modification**.
2. Corrigez ce qui est faux, dites pourquoi, envoyez.
3. Le SIRET, lui, ne change pas : un nouvel établissement est une nouvelle structure.`,
    picture: "Le formulaire Signaler une modification.",
  },
  {
    slug: "changer-de-referent",
    audience: "referent",
    question: "Changer de référent, en avoir plusieurs",
    words: "remplacer nommer ajouter quitter rôle absence congé",
    text: `**Demander un changement de référent**, depuis la page de la structure : l’équipe Cap Métiers nomme la personne que vous proposez.

1. Ajoutez un second référent avant un congé : aucun de vos collègues n’attendra.
2. Une structure garde toujours au moins un référent : proposez quelqu’un avant de partir.`,
    picture: "Le formulaire Demander un changement de référent.",
  },
  {
    slug: "demandes-des-gestionnaires",
    audience: "manager",
    question: "Traiter ce qui attend Cap Métiers",
    words: "premiers comptes référencements modifications sans réponse messages onglets",
    text: `**Demandes à traiter** range tout par nature, le plus ancien d’abord.

- **Premiers comptes** : la personne validée devient référente, sauf si vous décochez.
- **Référencements** : comparez avec l’annuaire national, puis ajoutez.
- **Sans réponse** : le référent n’a pas répondu en 5 jours ouvrés ; vous pouvez décider.`,
    picture: "Demandes à traiter, onglet Premiers comptes.",
  },
  {
    slug: "gerer-une-structure",
    audience: "manager",
    question: "Créer, corriger, fermer une structure",
    words: "type formateur prescripteur fermer rouvrir fusionner référent",
    text: `Tout part de la fiche de la structure, dans **Structures**.

1. Avant de retirer un type, la page dit combien de personnes perdent un profil.
2. Une structure fermée reste visible et ne peut plus être choisie ; elle peut rouvrir.
3. Deux fiches pour le même établissement ? **Fusionner** réunit les personnes, et peut s’annuler.`,
    picture: "La fiche d’une structure dans l’administration.",
  },
  {
    slug: "importer",
    audience: "manager",
    question: "Importer un fichier de structures",
    words: "csv fichier colonnes lignes refusées rapport",
    text: `L’import vérifie d’abord, montre ce qui changerait, puis ne fait rien sans votre accord.

1. Choisissez le fichier CSV ; vérifiez les colonnes reconnues.
2. Lisez l’aperçu, lancez. Vous pouvez quitter la page : le travail continue, et s’y retrouve.
3. Le rapport dit chaque ligne refusée, et pourquoi.`,
    picture: "La page d’import et les imports précédents.",
  },
  {
    slug: "prendre-le-controle",
    audience: "manager",
    question: "Aider une personne qui n’arrive pas à entrer",
    words: "prendre le contrôle désactiver déverrouiller renvoyer compte",
    text: `La fiche du compte dit en une phrase pourquoi la personne ne peut pas entrer, et propose le geste qui y remédie.

1. Cherchez-la dans **Comptes**, par nom ou par adresse.
2. **Renvoyer** un message, **Déverrouiller**, **Réactiver** : chaque geste est au journal.
3. **Prendre le contrôle** demande une raison, dure trente minutes, et la personne en est avertie.`,
    picture: "La fiche d’un compte : état, structures, messages et gestes.",
  },
  {
    slug: "actualites",
    audience: "manager",
    question: "Publier une actualité",
    words: "annonce nouvelle tuile accueil programmer retirer",
    text: `**Actualités** écrit sur les espaces de la page Accueil de chacun.

1. Choisissez l’espace, un titre, quelques lignes.
2. Publiez tout de suite, ou à partir d’une date ; retirez quand vous voulez.`,
    picture: "La liste des actualités et leur état.",
  },
  {
    slug: "courriels",
    audience: "manager",
    question: "Savoir si un message est arrivé",
    words: "courriel mail envoyé remis refusé échec renvoyer",
    text: `**Courriels** montre chaque message, son état et ses essais.

1. **Remis** : le serveur de la personne l’a accepté. **Refusé** : son adresse n’en veut pas.
2. Un message abandonné après un jour d’essais peut être renvoyé d’un clic.`,
    picture: "Courriels : les messages, leur état, leurs essais.",
  },
  {
    slug: "journal",
    audience: "manager",
    question: "Savoir qui a fait quoi",
    words: "trace historique audit journal export",
    text: `**Journal** garde douze mois de gestes, et ne peut pas être modifié.

1. Filtrez par personne, structure, geste et période.
2. L’export contient ce que vous voyez ; il est lui-même au journal.`,
    picture: "Le journal et ses filtres.",
  },
  {
    slug: "chercher-une-formation",
    audience: "visitor",
    question: "Comment trouver une formation ?",
    words: "rafael session stage catalogue places dates chercher",
    text: `Ouvrez **Rechercher une formation** : sans compte, tout ce qui est publié se lit.

1. Écrivez un métier, un intitulé, une ville ou le nom d’un organisme ; choisissez un département, une date, une modalité.
2. Chaque session dit ses dates, son lieu, ses places restantes et si elle est financée.
3. Sa page dit comment entrer, à quel prix et qui contacter. Un prescripteur y trouve **Préinscrire un candidat**.`,
    picture: "La recherche d’une formation : le champ, les filtres et les sessions trouvées.",
  },
  {
    slug: "suivre-ma-candidature",
    audience: "visitor",
    question: "Où en est ma candidature à une formation ?",
    words: "candidat sans compte lien message renoncer effacer rgpd date de naissance",
    text: `Le dernier message reçu a un lien vers votre page ; elle demande votre date de naissance.

1. Vous y lisez où en est chaque candidature, et la prochaine date à mettre dans votre agenda.
2. Vous y corrigez vos coordonnées, renoncez, emportez vos données ou les faites effacer.
3. Le lien a expiré, ou vous n’avez pas d’adresse e-mail ? La personne qui vous accompagne vous répond.`,
    picture: "La page Suivre ma candidature, qui demande la date de naissance.",
  },
  {
    slug: "preinscrire",
    audience: "person",
    question: "Comment préinscrire un candidat ?",
    words: "prescripteur niveau 1 niveau 2 niveau 3 valider envoyer brouillon vœu",
    text: `Depuis la page d’une session, **Préinscrire un candidat** ; la préinscription part dès qu’elle est complète et validée.

1. Cherchez d’abord la personne parmi les candidats connus de votre structure, puis remplissez sa fiche et son projet.
2. Lisez-lui le texte d’information et cochez **La personne a été informée** : sans cela, rien ne part.
3. Niveau 1 : **Transmettre pour validation**, une personne de niveau 3 l’envoie. Niveaux 2 et 3 : **Valider et envoyer**.
4. Niveau 3 : **À valider** réunit ce que vos collègues ont préparé ; ce qui est complet est déjà coché.`,
    picture: "La fiche d’un candidat à préinscrire.",
  },
  {
    slug: "suivre-les-preinscriptions",
    audience: "person",
    question: "Que deviennent mes préinscriptions ?",
    words: "envoyée acceptée retirée sans référent reprendre vœux",
    text: `**Mes préinscriptions** dit pour chacune son état, sa dernière étape et qui la suit.

1. Ouvrez-la pour lire qui a fait quoi, et quand ; vous êtes prévenu·e de chaque réponse de l’organisme.
2. Tant qu’elle n’est pas envoyée, elle se modifie ou se supprime ; ensuite, elle se retire avec un motif.
3. Une personne acceptée sur un vœu libère ses vœux suivants aux mêmes dates.
4. Quand quelqu’un perd ses droits, ses préinscriptions passent dans **Sans référent** : une personne de niveau 3 les reprend.`,
    picture: "La liste Mes préinscriptions, avec leurs états.",
  },
  {
    slug: "repondre-aux-preinscriptions",
    audience: "person",
    question: "Comment répondre aux préinscriptions reçues ?",
    words: "organisme de formation accepter convoquer ne pas retenir liste d’attente places rang",
    text: `Ouvrez **Préinscriptions reçues** : celles qui attendent depuis le plus longtemps viennent d’abord.

1. Cochez une ou plusieurs personnes, puis **Convoquer**, **Accepter**, **Mettre en liste d’attente** ou **Ne pas retenir** avec un motif.
2. Les places sont comptées à chaque réponse : la dernière ne se donne qu’une fois.
3. Une place libérée est proposée à la première personne de la liste d’attente ; rien n’est accepté sans vous.
4. La personne et qui l’accompagne sont prévenues aussitôt.`,
    picture: "La liste Préinscriptions reçues et les gestes qui répondent à plusieurs.",
  },
  {
    slug: "offre-de-formation",
    audience: "person",
    question: "Comment publier l’offre de formation de ma structure ?",
    words: "catalogue lhéo lheo qualiopi session action publier archiver annuler",
    text: `Dans **Catalogue de formation**, ajoutez une formation, une action et une session, puis publiez.

1. L’intitulé suffit pour commencer un brouillon ; « Ce qui manque » mène à chaque champ que LHÉO demande.
2. Une action dit comment, où et à qui ; une session ses dates et ses places. **Reproduire à d’autres dates** en fait une autre.
3. Changer des dates ou annuler montre d’abord qui est concerné, demande une raison et prévient chaque personne.
4. **Importer (LHÉO)** prend le fichier d’un autre logiciel : vous voyez l’effet, ligne par ligne ce qui est rejeté, puis vous lancez.
5. **Votre organisme dans l’offre** porte le numéro de déclaration d’activité, sans lequel rien ne se publie.`,
    picture: "Le catalogue de formation d’une structure, avec la complétude de chaque formation.",
  },
]
