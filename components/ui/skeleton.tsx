/** The place of what is still being read, with the room it will take: nothing moves when it comes. */
export function Skeleton({ label, className }: { label: string; className: string }) {
  return <div className={`grid place-items-center rounded-card border border-line bg-surface text-soft ${className}`}>{label}</div>
}
