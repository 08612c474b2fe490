/** An e-mail address that breaks before the "@" first when its column is narrow. */
export function EmailAddress({ children }: { children: string }) {
  const at = children.lastIndexOf("@")
  return (
    <span className="wrap-anywhere unfolded:inline-block unfolded:min-w-36">
      {children.slice(0, at)}
      <wbr />
      {children.slice(at)}
    </span>
  )
}
