/** The answers of a list, from a table of codes; `none`: the words of the empty answer, when there may be none. */
export function Options({ of, none }: { of: Record<string, string>; none?: string }) {
  return (
    <>
      {none === undefined ? null : <option value="">{none}</option>}
      {Object.entries(of).map(([code, words]) => (
        <option key={code} value={code}>
          {words}
        </option>
      ))}
    </>
  )
}
