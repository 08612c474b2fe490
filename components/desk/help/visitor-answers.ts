/** What visitors and candidates ask. */
import type { Answer } from "@/lib/desk/help/rules"

export const visitorAnswers: readonly Answer[] = [
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
    slug: "accepter-une-invitation",
    audience: "visitor",
    question: "J’ai reçu une invitation à rejoindre une structure",
    words: "inviter collègue lien accepter refuser rejoindre",
    text: `Le lien du message ouvre une page qui dit quelle structure, qui vous invite, et avec quels droits ; **Accepter** suffit.

1. Vous n’avez pas de compte ? Votre nom, votre fonction et un mot de passe : votre adresse est déjà confirmée par le lien.
2. Vous en avez un à cette adresse ? **Accepter** vous attache aussitôt, sans autre validation.
3. **Refuser** prévient la personne qui vous invite. Ne rien faire ne change rien : l’invitation expire au bout de quatorze jours.`,
    picture: "La page d’une invitation : la structure, les droits, Accepter et Refuser.",
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
    slug: "s-inscrire-au-programme",
    audience: "visitor",
    question: "Comment m’inscrire à une action du programme ?",
    words: "parcourspro formation atelier rencontre événement calendrier mois adhérent places",
    text: `Cherchez dans le **Programme**, en liste ou par mois, puis ouvrez une action.

1. Choisissez la session, et la structure pour laquelle vous venez : il faut un compte rattaché à cette structure.
2. Dites si vous avez besoin d’une adaptation, sans parler de votre santé : le contact de la session vous appellera.
3. Pour une formation ou un parcours, votre employeur donne d’abord son accord.
4. Certaines actions sont réservées aux structures adhérentes, et chaque année a ses règles : un refus dit laquelle, et ce que vous pouvez faire.`,
    picture: "Le programme en liste, avec ses filtres et ses sessions.",
  },
]
