/** Stands in for what is still being read and takes the same space, so that nothing moves when it comes. */
export function Skeleton({ label, className }: { label: string; className: string }) {
  return <div className={`grid place-items-center rounded-card border border-line bg-surface text-soft ${className}`}>{label}</div>
}
