/** The link that a plain click follows, in this tab, to another page of the portal; null for any other click. */
export function linkFollowed(event: MouseEvent): HTMLAnchorElement | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest("a") : null
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return null
  return link.pathname + link.search === location.pathname + location.search ? null : link
}
