/**
 * The preposition before a name, its space included: "de ", or "d’" before a vowel of any accent ("Élodie", "Œuvre"; "Yves", not "Yanis"). An H
 * is taken as aspirated: most surnames and trade names are said so.
 */
export function particle(name: string): "de " | "d’" {
  return /^(?:[aeiouœæ]|y(?![aeiou]))/i.test(name.normalize("NFD")) ? "d’" : "de "
}

/** "de Camille ROUX", "d’Élodie CAILLAUD" */
export function de(name: string): string {
  return particle(name) + name
}
