import type { Level } from "@/lib/search/answers/rules"
import type { FoundStructure } from "@/lib/search/ask/queries"
import { judge } from "@/lib/search/judge/rules"
import { markedWords } from "@/lib/search/marks/rules"
import { ask, numberIn } from "@/lib/search/typed/rules"
import { StructureLine } from "./structure-line"

/** Why a structure is in the list, when what was typed is not written in it. */
const reasons: Partial<Record<Level, string>> = {
  abbreviation: "Répond sous un autre nom ou en abrégé",
  elsewhere: "Dans les environs",
  typo: "Orthographe proche",
  street: "Répond par son adresse",
  partial: "Répond en partie",
}

/** A structure that a search found: what matches is marked for the eye, and said at the end for those who listen. */
export function FoundLine({ structure, text }: { structure: FoundStructure; text: string }) {
  const digits = numberIn(text) ?? ""
  const asked = ask(text)
  const judgement = asked ? judge(asked, structure, { mayMiss: true }) : null
  const reason = judgement && reasons[judgement.level]
  if (!judgement) return <StructureLine structure={structure} digits={digits} />
  const shown = [structure.raisonSociale, structure.sigle, structure.enseigne, structure.city].filter((part) => part !== null)
  const words = shown.flatMap((part) => markedWords(part, judgement.marks))
  return (
    <>
      <StructureLine structure={structure} marks={judgement.marks} digits={digits} />
      {reason ? <span className="text-sm text-wait">{reason}</span> : null}
      {words.length > 0 ? <span className="sr-only">. Mots trouvés : {[...new Set(words)].join(", ")}</span> : null}
    </>
  )
}
