/** The way from a structure to its rights, for the eye alone: three halts on a road that climbs. */
export function Way() {
  return (
    <svg aria-hidden viewBox="0 0 360 220" className="h-auto w-full align-bottom">
      <path d="M0 220C60 200 70 168 120 166S200 122 240 118s50-56 120-64v166H0Z" className="fill-surface" />
      <path
        d="M24 182C80 182 78 148 122 148S196 98 240 98s44-46 96-56"
        className="fill-none stroke-accent"
        strokeWidth="5"
        strokeDasharray="2 13"
        strokeLinecap="round"
      />
      <g className="fill-surface stroke-brand" strokeWidth="5">
        <circle cx="24" cy="182" r="15" />
        <circle cx="160" cy="127" r="15" />
      </g>
      <circle cx="332" cy="42" r="21" className="fill-brand" />
      <path d="m322 42 7 8 14-15" className="fill-none stroke-surface" strokeWidth="5" strokeLinecap="round" strokeLinejoin="round" />
      <circle cx="70" cy="48" r="24" className="fill-accent-tint stroke-accent" strokeWidth="4" />
      <path d="m78 38-4 14-12 6 4-14Z" className="fill-accent" />
    </svg>
  )
}
