import { Autocomplete } from "@base-ui/react/autocomplete"
import { clsx } from "clsx"
import type { ComponentProps } from "react"
import type { FoundStructure } from "@/lib/search/ask/queries"
import { departureTold } from "./departed"
import { FoundLine } from "./found-line"
import type { useStructures } from "./use-structures"

export const absent = "Ma structure n'est pas dans la liste"

/** A line of the list; the last one is for those who do not find theirs. */
export type Option = FoundStructure | "absent"

type Props = {
  found: ReturnType<typeof useStructures>
  text: string
  onPick: (option: Option) => void
  /** It takes all that is left of the screen. */
  isWhole: boolean
}

/** What opens below the field: the number of answers, then each of them. It stands in an `Autocomplete.Root`, which has the options. */
export function StructureOptions({ found: { structures, departure, late, isSearching, problem }, text, onPick, isWhole }: Props) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pressing the mouse here must not take the focus from the field
    <div
      onMouseDown={(event) => event.preventDefault()}
      className={clsx(
        "overflow-y-auto overscroll-contain rounded-card border border-line bg-surface pt-1 shadow-float",
        isWhole ? "min-h-0 flex-1" : "absolute inset-x-0 top-full z-20 mt-1.5 max-h-104",
      )}
    >
      <Autocomplete.Status className="px-4 py-2 text-sm text-soft">
        {problem ?? (departure ? departureTold(departure, text) : statusOf(isSearching, structures.length))}
      </Autocomplete.Status>
      <Autocomplete.List>
        {(option: Option) => (
          <Autocomplete.Item
            key={option === "absent" ? option : option.siret}
            value={option}
            onClick={() => onPick(option)}
            render={(props, { highlighted }) => <Reached {...props} isReached={highlighted} />}
            className={clsx(
              option === "absent" && "sticky bottom-0 border-t border-line bg-surface",
              "block cursor-pointer px-4 py-2.5 data-highlighted:bg-brand-tint",
            )}
          >
            {option === "absent" ? (
              <span className="font-semibold text-brand underline underline-offset-4">{absent}</span>
            ) : (
              <FoundLine structure={option} text={text} />
            )}
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
      {/* The answers to what was typed a moment ago stay in sight, out of reach: no flicker, no wrong choice. */}
      <div aria-hidden className="opacity-50">
        {late.map((structure) => (
          <div key={structure.siret} className="px-4 py-2.5">
            <FoundLine structure={structure} text={text} />
          </div>
        ))}
      </div>
    </div>
  )
}

/** The option that the keys have reached is the selected one (ARIA, combobox with a list); the focus stays in the field. */
function Reached({ isReached, ...props }: ComponentProps<"div"> & { isReached: boolean }) {
  // biome-ignore lint/a11y/useFocusableInteractive: the field points at it
  return <div {...props} role="option" aria-selected={isReached} />
}

function statusOf(isSearching: boolean, count: number) {
  if (isSearching) return "Recherche…"
  if (count === 0) return "Aucune structure trouvée. Essayez avec le SIRET."
  return count === 1 ? "1 structure" : `${count} structures`
}
