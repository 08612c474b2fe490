/**
 * The beginning of a text as PostgreSQL can hold it, which takes neither NUL nor half a character. `nul`: what stands for NUL; a space reads
 * best in words that are kept, the mark of an unreadable character keeps an address from naming what it does not.
 */
export function storable(text: string, most: number, nul = " ") {
  return text.slice(0, most).toWellFormed().replaceAll("\0", nul)
}
