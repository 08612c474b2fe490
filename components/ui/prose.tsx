import Markdown from "react-markdown"

const allowed = ["p", "strong", "em", "a", "ul", "ol", "li", "br"]

/**
 * A text in Markdown, as people read it. react-markdown builds elements, never HTML from text; only the few elements that a
 * piece of news or an answer needs are allowed, with links to the portal or in https.
 */
export function Prose({ children }: { children: string }) {
  return (
    <div className="grid max-w-prose gap-2 [&_a]:text-brand [&_a]:underline [&_a]:underline-offset-4 [&_li]:ml-5 [&_li]:pl-1 [&_ol]:grid [&_ol]:list-decimal [&_ol]:gap-1.5 [&_ul]:grid [&_ul]:list-disc [&_ul]:gap-1.5">
      <Markdown skipHtml unwrapDisallowed allowedElements={allowed} urlTransform={safeAddress}>
        {children}
      </Markdown>
    </div>
  )
}

function safeAddress(url: string) {
  if (/^\/(?!\/)/.test(url)) return url
  return /^(https:\/\/|mailto:)/i.test(url) ? url : ""
}
