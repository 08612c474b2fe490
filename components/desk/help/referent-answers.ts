/** What référents ask. */
import type { Answer } from "@/lib/desk/help/rules"

export const referentAnswers: readonly Answer[] = [
  {
    slug: "repondre",
    audience: "referent",
    question: "Répondre à une demande",
    words: "valider refuser accepter plusieurs lot précision question",
    text: `Dans **Demandes**, **Valider** ouvre les droits aussitôt, **Refuser** demande une raison que la personne lira.

1. Le profil proposé est celui qui correspond à ce que la personne dit devoir faire ; changez-le au besoin.
2. Un doute ? **Demander une précision** : la demande garde sa place.
3. Plusieurs demandes ? Cochez-les, **Répondre aux demandes cochées**, donnez à toutes les mêmes droits d’un **Appliquer**, validez.
4. Une par une : **Valider et suivante** ouvre la demande d’après.

Vous êtes plusieurs référents ? Le premier qui répond décide ; les autres voient qui, et quand.`,
    picture: "Valider une demande : la personne, le profil proposé, Confirmer.",
  },
  {
    slug: "inviter",
    audience: "referent",
    question: "Inviter des collègues",
    words: "invitation inviter ajouter rattacher collègue liste adresses csv renvoyer annuler",
    text: `**Inviter**, sur la page de la structure, attache vos collègues sans qu’ils aient à demander : qui accepte a aussitôt les droits choisis.

1. Collez les adresses, ou choisissez un fichier CSV ; une ligne peut porter son propre profil.
2. **Voir ce que fera chaque ligne** montre qui sera invité, qui est déjà là, et ce qui ne se lit pas ; **Envoyer** fait partir les messages.
3. L’invitation vaut quatorze jours. La liste dit où en est chacune : **Renvoyer**, **Annuler**.

Une personne qui avait déjà demandé est validée du même geste.`,
    picture: "Inviter : les adresses, le profil, et ce que fera chaque ligne.",
  },
  {
    slug: "mon-absence",
    audience: "referent",
    question: "Je m’absente : qui répond à ma place ?",
    words: "absence congés vacances suppléant remplacer intérim maladie",
    text: `**Mon absence**, sur la page de la structure : dites de quand à quand, et qui vous supplée. Les demandes lui parviennent à votre place.

1. La personne choisie reçoit un message et doit accepter ; d’ici là, c’est comme si vous n’aviez choisi personne.
2. Elle répond aux demandes de rattachement, en votre nom et pour ce temps-là ; rien d’autre de vos droits ne lui est donné.
3. Sans suppléant·e ni autre référent, l’équipe Cap Métiers répond dès le premier jour.
4. Rentré·e plus tôt ? **Je suis de retour** : les demandes vous reviennent aussitôt.`,
    picture: "Mon absence : les deux jours, et les personnes qui peuvent suppléer.",
  },
  {
    slug: "revoir-les-droits",
    audience: "referent",
    question: "Faire la revue des droits",
    words: "revue campagne confirmer garder changer détacher suspendu rétablir preuve",
    text: `L’équipe Cap Métiers vous demande, de temps en temps, si chaque personne a toujours les bons droits. Comptez trois minutes pour douze personnes.

1. **Garder** confirme ses droits, **Changer** ouvre la page de ses droits, **Détacher** la retire de la structure.
2. Cochez plusieurs personnes pour leur donner la même réponse. Tout est enregistré au fur et à mesure : reprenez quand vous voulez.
3. **À regarder de plus près** montre les comptes inutilisés depuis un an, les adresses qui refusent les messages, et qui a quitté une autre structure.
4. Un profil suspendu faute de réponse se voit encore et n’ouvre plus rien : **Rétablir**, sur la page des droits de la personne, le rend aussitôt.

Ce que vous changez depuis la page de la structure compte aussi.`,
    picture: "Une revue : les personnes, leurs droits, Garder, Changer, Détacher.",
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
    slug: "adherer",
    audience: "referent",
    question: "Demander l’adhésion de ma structure",
    words: "adhésion charte cotisation facture campagne année formulaire salles",
    text: `**Adhérer à Cap Métiers**, depuis l’accueil : l’équipe Cap Métiers répond, et vous êtes prévenu·e.

1. Lisez la charte, choisissez l’année et la cotisation, donnez l’adresse e-mail pour la facture.
2. Acceptée, l’adhésion ouvre à vos équipes les actions réservées de cette année-là.
3. Elle se redemande chaque année : un message le rappelle avant la fin, puis les 15 et 31 janvier.`,
    picture: "La page de l’adhésion : charte, cotisations, état de chaque structure.",
  },
]
