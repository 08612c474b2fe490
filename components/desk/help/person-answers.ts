/** What people with an account ask, whatever their rights. */
import type { Answer } from "@/lib/desk/help/rules"

export const personAnswers: readonly Answer[] = [
  {
    slug: "qui-valide",
    audience: "person",
    question: "Qui valide ma demande, et quand ?",
    words: "attente délai référent réponse relancer en attente",
    text: `Le référent de votre structure ; pour le premier compte d’une structure, l’équipe Cap Métiers. Accueil et Mes structures disent qui, et depuis quand.

1. Le référent est prévenu aussitôt, puis rappelé deux fois s’il tarde.
2. S’il ne répond toujours pas, l’équipe Cap Métiers peut décider aussi, et vous êtes prévenu·e.
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
    slug: "mes-fichiers",
    audience: "person",
    question: "Mon export est long : puis-je quitter la page ?",
    words: "export csv télécharger fichier long attendre retrouver interrompu",
    text: `Oui : au bout de cinq secondes, un export continue sans vous, et vous attend dans **Mes fichiers** pendant 48 heures.

1. **Mes fichiers**, à côté du bouton Export CSV et dans Mon compte, dit où il en est.
2. Prêt, il se télécharge autant de fois que vous voulez, par vous seul·e et tant que vous avez les droits avec lesquels il a été fait.
3. Interrompu, il est à demander à nouveau.`,
    picture: "Mes fichiers : les exports qui vous attendent.",
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
  {
    slug: "suivre-mes-inscriptions",
    audience: "person",
    question: "Où en sont mes inscriptions au programme ?",
    words: "formation atelier rencontre liste d’attente employeur prestataire désister annuler place",
    text: `**Mes inscriptions** dit pour chacune ce qu’elle attend, et depuis quand.

1. Quand l’accord de l’employeur est demandé, il répond d’abord ; le prestataire confirme ensuite votre place.
2. Après deux jours ouvrés, **Relancer** prévient à nouveau qui doit répondre.
3. Une place qui se libère vous est gardée 48 heures : **Accepter la place**. Sans réponse, elle revient à la personne suivante.
4. **Me désister** libère votre place et prévient le prestataire ; vous n’avez rien d’autre à faire.
5. Convocation, attestation et certificat se lisent ici. Après la session, **Donner mon avis** pose une seule question, lue sans votre nom.`,
    picture: "La page Mes inscriptions : action, dates, structure, étape, et les gestes possibles.",
  },
  {
    slug: "repondre-a-mes-salaries",
    audience: "person",
    question: "Comment répondre aux demandes de mes salariés ?",
    words: "employeur accepter refuser accord formation absence équipe retirer",
    text: `Ouvrez **Demandes de mes salariés**, depuis l’accueil ou le message reçu.

1. Chaque ligne dit les heures, le prix, la date avant laquelle répondre, où en est la personne de son année, et qui d’autre est absent ce jour-là.
2. Cochez une ou plusieurs demandes, puis **Accepter**, ou **Refuser** avec une raison que la personne lira.
3. La première réponse compte. Votre propre demande revient à un autre Employeur.
4. Jusqu’au début de la session, **Retirer mon accord** libère la place ; la personne et le prestataire sont prévenus.
5. **Historique** dit ce que chacun a suivi, année par année.`,
    picture: "La liste Demandes de mes salariés, avec les boutons Accepter et Refuser.",
  },
  {
    slug: "mes-sessions-du-programme",
    audience: "person",
    question: "Comment suivre les inscriptions à mes sessions ?",
    words: "prestataire valider liste d’attente ne pas retenir places dates lieu intervenants annuler",
    text: `**Mes sessions** montre ce que votre structure donne, et combien de demandes attendent.

1. Ouvrez une session, cochez des demandes, puis **Valider**, **Liste d’attente** ou **Ne pas retenir** avec une raison.
2. Les places vont aux premières demandes ; les suivantes passent en liste d’attente, dans l’ordre.
3. Une place libérée est proposée à la première personne pendant 48 heures ; à moins de trois jours, c’est vous qui appelez.
4. **Modifier** change les dates, le lieu ou les intervenant·es : les personnes inscrites sont prévenues, leur agenda aussi.
5. Le jour même, **Présence** se note d’un geste ou par un code à l’écran ; **Documents** établit tous les papiers, **Après** dit ce que les personnes en ont pensé.`,
    picture: "La page Mes sessions : dates, lieu, demandes et places de chaque session.",
  },
  {
    slug: "entrer-dans-une-application",
    audience: "person",
    question: "Comment entrer dans une autre application avec mon compte ?",
    words: "connexion unique tournesol accès partage retirer structure choisir consentement",
    text: `Sur l’application, choisissez de vous connecter avec le portail : vous n’avez pas d’autre mot de passe à retenir.

1. Plusieurs structures ? La page demande pour laquelle vous entrez ; l’application ne lit que celle-là, et vos profils qui la concernent.
2. Une application qui n’est pas de Cap Métiers montre d’abord ce qu’elle va lire. **Ne pas entrer** vous ramène chez elle, sans rien donner.
3. Elle ne s’ouvre pas ? La page dit qui, dans votre structure, peut vous donner le profil qu’il faut.
4. **Mon compte**, **Applications** montre où vous êtes entré·e ; **Retirer l’accès** ferme aussitôt ce qu’une application lit de vous.`,
    picture: "Mon compte, partie Applications : nom, structure, depuis quand, Retirer l’accès.",
  },
]
