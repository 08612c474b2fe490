/** A page that depends on nothing else of the portal: what answers before Next, or instead of it, shows it. Runs without loader. */

/** `body`: HTML, in which the caller has escaped what others wrote. `nonce`: that of the policy of this answer. */
export function barePage({ title, body, nonce }: { title: string; body: string; nonce: string }) {
  return `<!DOCTYPE html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} – Portail Cap Métiers</title>
<style nonce="${nonce}">
  body { margin: 0; background: #faf7f1; color: #17272e; font: 1.0625rem/1.6 system-ui, sans-serif }
  main { max-width: 40rem; margin: 0 auto; padding: 4rem 1rem }
  h1 { font-size: 1.75rem; line-height: 1.25; color: #0a3643 }
  a, button { display: inline-block; padding: .65rem 1.1rem; border: 1px solid #0f4c5c; border-radius: .625rem; background: #0f4c5c; color: #fff; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer }
  button.second { background: transparent; color: #0f4c5c }
  form { display: flex; flex-wrap: wrap; gap: .75rem }
  :focus-visible { outline: 3px solid #b4531a; outline-offset: 2px }
</style>
<main>
${body}
</main>
</html>
`
}

/** Words that others wrote, as text of a page or as the value of an attribute. */
export function escapeHtml(text: string) {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
