const startsWithVowel = (name: string) => /^(?:[aeiouœæ]|y(?![aeiou]))/i.test(name.normalize("NFD"))

/**
 * The preposition before a name, its space included: "de ", or "d’" before a vowel of any accent ("Élodie", "Œuvre"; "Yves", not "Yanis"). An H
 * is taken as aspirated: most surnames and trade names are said so.
 */
export function particle(name: string): "de " | "d’" {
  return startsWithVowel(name) ? "d’" : "de "
}

/** "de Camille ROUX", "d’Élodie CAILLAUD" */
export function de(name: string): string {
  return particle(name) + name
}

/** "que Camille ROUX", "qu’Élodie CAILLAUD" */
export function que(name: string): string {
  return (startsWithVowel(name) ? "qu’" : "que ") + name
}
