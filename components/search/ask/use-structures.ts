import { useEffect, useRef, useState } from "react"
import type { Found, FoundStructure } from "@/lib/search/ask/queries"
import { type Departure, fromContract, type toContract } from "@/lib/search/ask/rules"
import { steadied } from "@/lib/search/ranks/rules"
import { ask, meaningOf, numberIn } from "@/lib/search/typed/rules"

const shortest = 2
const most = 10
const remembered = 100
const none: FoundStructure[] = []

const problems = {
  busy: "Trop de recherches en peu de temps. Patientez une minute, puis reprenez.",
  failed: "La recherche ne répond pas. Vérifiez votre connexion, puis reprenez.",
} as const

type Answer = Found & { meaning: string; problem?: string }
const nothing = { structures: none, departure: null }

export function isLongEnough(text: string) {
  return text.trim().length >= shortest
}

/**
 * The structures that answer to the text typed. Nothing is asked when the answer is known: another text of the same meaning
 * (an article, a space, an accent), one typed before, or a longer number among few. Answers that come too late are dropped.
 */
export function useStructures(text: string) {
  const meaning = isLongEnough(text) ? meaningOf(text) : ""
  const known = useRef(new Map<string, Found>())
  const [answer, setAnswer] = useState<Answer>({ meaning: "", ...nothing })
  useEffect(() => {
    if (meaning === "") return
    const remember = known.current.get(meaning) ?? narrowed(known.current, meaning)
    if (remember) {
      setAnswer((before) => ({ meaning, ...after(before, meaning, remember) }))
      return
    }
    const tooLate = new AbortController()
    const wait = setTimeout(async () => {
      const answered = await fetchStructures(meaning, tooLate.signal)
      if (tooLate.signal.aborted) return
      if (!answered.problem) keep(known.current, meaning, answered)
      setAnswer((before) => ({ meaning, ...answered, ...after(before, meaning, answered) }))
    }, 60)
    return () => {
      clearTimeout(wait)
      tooLate.abort()
    }
  }, [meaning])
  const isAsked = isLongEnough(text)
  const isOver = isAsked && (meaning === "" || answer.meaning === meaning)
  return {
    ...(isOver && meaning !== "" ? { structures: answer.structures, departure: answer.departure } : nothing),
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
    if (response.status === 429) return { ...nothing, problem: problems.busy }
    if (!response.ok) return { ...nothing, problem: problems.failed }
    const { structures, departure = null } = (await response.json()) as Contract
    return { structures: structures.map(fromContract), departure }
  } catch {
    return { ...nothing, problem: problems.failed }
  }
}

type Contract = { structures: ReturnType<typeof toContract<FoundStructure>>[]; departure?: Departure }

/** What is shown once the text grew: the lines that still answer keep their place. Any other text begins a new list. */
function after(before: Answer, meaning: string, found: Found): Found {
  const asked = ask(meaning)
  const isMore = before.meaning !== "" && meaning.startsWith(before.meaning)
  if (!asked || !isMore || before.departure || found.departure || numberIn(meaning)) return found
  return { ...found, structures: steadied(asked, before.structures, found.structures, most) }
}

/** When a shorter number had few answers, those of a longer one are among them. */
function narrowed(known: ReadonlyMap<string, Found>, meaning: string): Found | null {
  if (numberIn(meaning) !== meaning) return null
  for (let size = meaning.length - 1; size >= 4; size -= 1) {
    const few = known.get(meaning.slice(0, size))?.structures
    if (!few || few.length >= most) continue
    const found = few.filter(({ siret }) => siret.startsWith(meaning))
    return found.length > 0 ? { structures: found, departure: null } : null
  }
  return null
}

function keep(known: Map<string, Found>, meaning: string, { structures, departure }: Found) {
  if (known.size >= remembered) known.clear()
  known.set(meaning, { structures, departure })
}
