import Markdown from "react-markdown"

const allowed = ["p", "strong", "em", "a", "ul", "ol", "li", "br"]

/**
 * What a manager wrote, as people read it. react-markdown builds elements and never HTML from text; here only the few that a
 * piece of news needs, and links to the portal or in https.
 */
export function AnnouncementText({ children }: { children: string }) {
  return (
    <div className="grid gap-2 text-soft [&_a]:text-brand [&_a]:underline [&_a]:underline-offset-4 [&_li]:ml-5 [&_ol]:list-decimal [&_ul]:list-disc">
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
