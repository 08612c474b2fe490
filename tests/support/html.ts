/** Whether a page is HTML as the standard has it. */
import { HtmlValidate } from "html-validate/node"

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard"],
  rules: {
    // The rules below are about style, or about what React writes itself: void elements, attribute case, inline scripts and styles.
    "void-style": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "attr-case": "off",
    "doctype-style": "off",
    "no-trailing-whitespace": "off",
    // The roles are written on purpose: browsers forget those of a table that is laid out as cards.
    "no-redundant-role": "off",
    "prefer-native-element": "off",
  },
})

/** React writes an empty `action` on a form that calls an action; browsers take it as the page's own address. */
const emptyAction = 'Attribute "action" has invalid value ""'

/** What is wrong, one line each: the rule, the place, the words. */
export async function invalidities(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html)
  return results.flatMap(({ messages }) =>
    messages
      .filter(({ message }) => message !== emptyAction)
      .map(({ ruleId, selector, message }) => `${ruleId} at ${selector}: ${message}`),
  )
}
