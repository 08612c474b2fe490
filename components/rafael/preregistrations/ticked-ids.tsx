/** The pre-registrations that a gesture is for, as hidden fields. */
export function TickedIds({ ids }: { ids: readonly string[] }) {
  return ids.map((id) => <input key={id} type="hidden" name={`choix-${id}`} value="on" />)
}
