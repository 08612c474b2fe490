/** How far something is, in percent. */
export function ProgressBar({ label, value }: { label: string; value: number }) {
  return (
    <div className="grid gap-1">
      <progress
        max={100}
        value={value}
        aria-label={label}
        className="h-3 w-full overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-brand [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-brand"
      />
      <p className="text-sm text-soft tabular-nums">{value} %</p>
    </div>
  )
}
