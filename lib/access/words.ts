/** The French words of refusals that several actions share. */

/** Takes the place of words: what does not belong to the actor does not exist for them, so they get the page that says so (404). */
export const unknownPage = { page: "introuvable" } as const

/** What the actor proved is no longer valid: see `holdOwn`. */
export const changedMeanwhile = "Votre mot de passe ou votre adresse vient de changer, ou vos connexions d’être fermées. Rechargez la page."

/** The refusals of `proveIdentity`, shown beside the field where the actor types the password again. */
export const proofWords = {
  "wrong-password": { field: "currentPassword", message: "Ce n’est pas votre mot de passe actuel." },
  "password-needed": { field: "currentPassword", message: "Saisissez votre mot de passe : vous l’avez donné il y a plus de 15 minutes." },
  throttled: { field: "currentPassword", message: "Après plusieurs essais, il faut attendre un peu : réessayez dans {detail}." },
}

export const guessable = {
  field: "password",
  message: "Ce mot de passe est trop facile à deviner, ou a déjà circulé. Choisissez par exemple quatre mots sans rapport entre eux.",
}

export const phoneUnreadable = {
  field: "phone",
  message: "Ce numéro n’existe pas sous cette forme. Saisissez-le par exemple ainsi : 05 56 00 00 00.",
}

export const linkWords = {
  "link-unknown": "Ce lien n’est plus valable. Demandez-en un nouveau.",
  "link-used": "Ce lien a déjà servi. Demandez-en un nouveau s’il le faut.",
  "link-expired": "Ce lien a expiré. Demandez-en un nouveau.",
}

export const mailboxNeeded = "Suivez d’abord le lien reçu par e-mail : il dit que cette adresse est bien la vôtre."

/** The request does not belong to the actor, or it is no longer waiting. */
export const decidedWords = {
  "not-found": unknownPage,
  "already-decided": "Cette demande a déjà été traitée par {detail}.",
}

/** Shown when a structure described as absent has a SIRET of the list; the form then offers to choose it. */
export const alreadyListed = "Cette structure est déjà dans la liste : il suffit de la choisir."

/** Shown to a manager who has taken control of an account. */
export const underControl =
  "Vous avez pris le contrôle de ce compte : ce geste reste réservé à la personne. Rendez le contrôle pour agir en votre nom."

/** People of a closed structure read what they had there; they change nothing in it any more. */
export const structureClosed = "Cette structure est fermée : ce qui s’y trouve se lit encore, sans pouvoir être changé."
