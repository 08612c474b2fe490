/** What managers ask. */
import type { Answer } from "@/lib/desk/help/rules"

export const managerAnswers: readonly Answer[] = [
  {
    slug: "demandes-des-gestionnaires",
    audience: "manager",
    question: "Traiter ce qui attend Cap Métiers",
    words: "premiers comptes référencements modifications sans réponse messages onglets",
    text: `**Demandes à traiter** range tout par nature, le plus ancien d’abord.

- **Premiers comptes** : la personne validée devient référente, sauf si vous décochez.
- **Référencements** : comparez avec l’annuaire national, puis ajoutez.
- **Demander une précision** sur un référencement ou une modification : la personne répond sur sa page, et la réponse s’affiche ici.
- Cochez plusieurs référencements, ou plusieurs modifications, pour les accepter, les refuser ou poser la même question.
- **Sans réponse** : le référent n’a pas répondu à temps ; vous pouvez décider.`,
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
    slug: "mener-une-revue",
    audience: "manager",
    question: "Mener une revue des droits",
    words: "revue campagne audit preuve relance suspendre confirmer échéance",
    text: `**Revue des droits** demande à chaque référent, personne par personne, si les droits sont toujours les bons.

1. Choisissez la portée, le dernier jour pour répondre, un message ; les référents sont prévenus, puis relancés trois fois.
2. Le suivi montre l’avancement de chaque structure, celles qui n’ont rien répondu, et celles qui n’ont pas de référent joignable : celles-là sont à vous.
3. Si vous l’avez choisi, les niveaux 2 et 3 sans réponse sont suspendus quelques jours ouvrés après l’échéance, au jour que le suivi annonce, après un message ; un geste les rétablit.
4. **Preuve en CSV** ou **en PDF** dit qui a confirmé quoi, et quand.`,
    picture: "Revue des droits : les revues, et le formulaire qui en ouvre une.",
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

1. Cherchez-la en haut de l’administration (Ctrl-K) : nom, même mal orthographié, adresse, téléphone, structure.
2. **Envoyer un lien de mot de passe**, **Corriger l’adresse**, **Renvoyer** un message, **Déverrouiller**, **Réactiver** : chaque geste est au journal.
3. **Prendre le contrôle** demande une raison, dure trente minutes, et la personne en est avertie.`,
    picture: "La fiche d’un compte : état, structures, messages et gestes.",
  },
  {
    slug: "actualites",
    audience: "manager",
    question: "Publier une actualité",
    words: "annonce nouvelle tuile accueil programmer retirer",
    text: `**Actualités** écrit sur les espaces de la page Accueil de chacun.

1. Choisissez l’espace, une catégorie, un titre, quelques lignes.
2. Publiez tout de suite, ou à partir d’une date ; retirez quand vous voulez.`,
    picture: "La liste des actualités et leur état.",
  },
  {
    slug: "liens-de-l-accueil",
    audience: "manager",
    question: "Changer les accès que l’accueil propose",
    words: "tuile lien adresse bouton profils ordre onglet",
    text: `**Liens de l’accueil** tient les boutons de chaque tuile ; ce que vous enregistrez se voit aussitôt.

1. Donnez le libellé, l’adresse (une page du portail ou un site en https) et l’ordre.
2. Cochez les profils qui le voient ; sans case cochée, tout le monde. Un lien ne se montre jamais à qui ne peut pas ouvrir sa page.
3. **Retirer le lien** l’enlève de l’accueil ; la page où il menait reste.`,
    picture: "La liste des liens de chaque tuile : ordre, libellé, adresse, profils.",
  },
  {
    slug: "connecter-une-application",
    audience: "manager",
    question: "Connecter une autre application au portail",
    words: "tournesol rafael openid oidc sso connexion unique secret événements suspendre essai client",
    text: `Une application déclarée fait entrer les personnes avec leur compte du portail, et apprend aussitôt qu’un droit a changé.

1. **Applications**, puis **Déclarer une application** : son nom, à quoi elle sert, ses adresses de retour, les profils qui la concernent, qui peut entrer.
2. **Créer le secret**, montré une seule fois : remettez-le à qui la connecte, par une voie sûre, avec l’adresse du portail et l’identifiant.
3. **Essayer la connexion** joue l’application dans votre navigateur et montre chaque étape.
4. Ce qui lui a été annoncé se lit sur sa fiche ; **Renvoyer** fait repartir ce qui n’a pas été remis.
5. **Suspendre** ferme tout aussitôt, sans rien effacer.`,
    picture: "La liste des applications : état, personnes entrées, dernière connexion, événements en attente.",
  },
  {
    slug: "courriels",
    audience: "manager",
    question: "Savoir si un message est arrivé",
    words: "courriel mail envoyé remis refusé échec renvoyer",
    text: `**Courriels** montre chaque message, son état et ses essais.

1. **Remis** : le serveur de la personne l’a accepté. **Refusé** : son adresse n’en veut pas.
2. Un message abandonné après un jour d’essais peut être renvoyé d’un clic ; plusieurs, en les cochant.`,
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
    slug: "gerer-le-programme",
    audience: "manager",
    question: "Comment gérer le programme de professionnalisation ?",
    words: "parcourspro actions sessions thèmes campagne règles année vagues adhérents reprendre",
    text: `**ParcoursPro** et **Règles de l’année** sont dans l’administration.

1. **Actions** : ajoutez une action avec son thème et le SIRET de son prestataire, puis ses sessions ; ouvrez-les aux inscriptions quand elles sont prêtes.
2. **Sans réponse de l’employeur** : répondez à sa place, avec une raison qui reste au journal.
3. **À reprendre** : les sessions dont le prestataire a fermé.
4. **Chiffres** : remplissage, présence et satisfaction, par session, prestataire, département ou type de structure ; chaque nombre mène à sa liste.
5. **Règles de l’année** : combien d’actions par personne, combien de personnes d’une structure, à qui les inscriptions s’ouvrent quand, les cotisations et les documents de l’adhésion.
6. Sur la page d’une session, **Inscrire quelqu’un** fait une demande pour une personne qui vous l’a demandé.`,
    picture: "La page ParcoursPro de l’administration, avec ses vues et la liste des sessions.",
  },
]
