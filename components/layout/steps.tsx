const steps = ["Ma structure", "Mes informations", "Vérification"]

/** The three steps of sign-up, with the current one marked. */
export function Steps({ current }: { current: 1 | 2 | 3 }) {
  return (
    <ol aria-label="Étapes" className="grid grid-cols-3 gap-2">
      {steps.map((step, index) => {
        const isDone = index + 1 < current
        const isHere = index + 1 === current
        return (
          <li
            key={step}
            aria-current={isHere ? "step" : undefined}
            className={`border-t-4 pt-2 text-sm ${isHere ? "border-accent font-semibold text-ink" : isDone ? "border-brand text-soft" : "border-line text-soft"}`}
          >
            <span className="sr-only">Étape </span>
            {index + 1}. {step}
            {isDone ? <span className="sr-only"> (faite)</span> : null}
          </li>
        )
      })}
    </ol>
  )
}
