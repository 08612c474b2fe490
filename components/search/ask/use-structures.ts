import { useEffect, useRef, useState } from "react"
import type { FoundStructure } from "@/lib/search/ask/queries"
import { fromContract, type toContract } from "@/lib/search/ask/rules"
import { meaningOf, numberIn } from "@/lib/search/typed/rules"

const shortest = 2
const most = 10
const remembered = 100
const none: FoundStructure[] = []

const problems = {
  busy: "Trop de recherches en peu de temps. Patientez une minute, puis reprenez.",
  failed: "La recherche ne répond pas. Vérifiez votre connexion, puis reprenez.",
} as const

type Answer = { meaning: string; structures: FoundStructure[]; problem?: string }

export function isLongEnough(text: string) {
  return text.trim().length >= shortest
}

/**
 * The structures that answer to the text typed. Nothing is asked when the answer is known: another text of the same meaning
 * (an article, a space, an accent), one typed before, or a longer number among few. Answers that come too late are dropped.
 */
export function useStructures(text: string) {
  const meaning = isLongEnough(text) ? meaningOf(text) : ""
  const known = useRef(new Map<string, FoundStructure[]>())
  const [answer, setAnswer] = useState<Answer>({ meaning: "", structures: none })
  useEffect(() => {
    if (meaning === "") return
    const remember = known.current.get(meaning) ?? narrowed(known.current, meaning)
    if (remember) {
      setAnswer({ meaning, structures: remember })
      return
    }
    const tooLate = new AbortController()
    const wait = setTimeout(async () => {
      const answered = await fetchStructures(meaning, tooLate.signal)
      if (tooLate.signal.aborted) return
      if (!answered.problem) keep(known.current, meaning, answered.structures)
      setAnswer({ meaning, ...answered })
    }, 60)
    return () => {
      clearTimeout(wait)
      tooLate.abort()
    }
  }, [meaning])
  const isAsked = isLongEnough(text)
  const isOver = isAsked && (meaning === "" || answer.meaning === meaning)
  return {
    structures: isOver && meaning !== "" ? answer.structures : none,
    /** The answers to the text before this one. */
    late: isAsked && !isOver ? answer.structures : none,
    isSearching: isAsked && !isOver,
    isOver,
    problem: isOver && meaning !== "" ? answer.problem : undefined,
  }
}

async function fetchStructures(query: string, signal: AbortSignal): Promise<Omit<Answer, "meaning">> {
  try {
    const response = await fetch(`/api/structures?q=${encodeURIComponent(query)}&limit=${most}`, { signal })
    if (response.status === 429) return { structures: none, problem: problems.busy }
    if (!response.ok) return { structures: none, problem: problems.failed }
    const { structures } = (await response.json()) as { structures: ReturnType<typeof toContract<FoundStructure>>[] }
    return { structures: structures.map(fromContract) }
  } catch {
    return { structures: none, problem: problems.failed }
  }
}

/** When a shorter number had few answers, those of a longer one are among them. */
function narrowed(known: ReadonlyMap<string, FoundStructure[]>, meaning: string): FoundStructure[] | null {
  if (numberIn(meaning) !== meaning) return null
  for (let size = meaning.length - 1; size >= 4; size -= 1) {
    const few = known.get(meaning.slice(0, size))
    if (!few || few.length >= most) continue
    const found = few.filter(({ siret }) => siret.startsWith(meaning))
    return found.length > 0 ? found : null
  }
  return null
}

function keep(known: Map<string, FoundStructure[]>, meaning: string, structures: FoundStructure[]) {
  if (known.size >= remembered) known.clear()
  known.set(meaning, structures)
}
