/** The package has no types of its own. */
declare module "@socialgouv/jours-feries" {
  /** The French public holidays of a year by name, each at midnight of the machine's own time zone. */
  export default function joursFeries(year: number): Record<string, Date>
}
