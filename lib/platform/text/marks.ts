// Unicode's own list of what has no shape (soft hyphen, zero-width spaces and joiners, marks of direction, fillers, variation selectors), then
// what looks empty all the same (Braille U+2800) and annotations.
const unseen = /[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/gu

/**
 * The text without what no eye sees, which comes with what is copied from a page or a table: two names that look alike are the same name, and
 * a pasted number is a number. Each field that a person fills goes through here.
 */
export function withoutMarks(text: string): string {
  return text.replace(unseen, "")
}

/** As `withoutMarks`, for sentences, where U+200D and U+FE0F hold an emoji together. */
export function withoutMarksButEmoji(text: string): string {
  return text.replace(unseen, (mark) => (mark === "\u200d" || mark === "\ufe0f" ? mark : ""))
}
