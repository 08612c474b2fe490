import type { Loser } from "@/lib/desk/structure-dossiers/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { fitting, profilNames } from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

/** What a change of types takes away, person by person, before it is done. */
export function LosersList({ losers, types }: { losers: Loser[]; types: readonly StructureType[] }) {
  if (losers.length === 0) return <p>Personne ne perd de profil.</p>
  return (
    <div className="grid gap-3">
      <p>
        <strong>{losers.length === 1 ? "1 personne perd un profil" : `${losers.length} personnes perdent un profil`}</strong> et en{" "}
        {losers.length === 1 ? "est prévenue" : "sont prévenues"} :
      </p>
      <ul className="list-disc pl-5">
        {losers.slice(0, 50).map((loser) => (
          <li key={loser.id}>
            {formatName(loser.account)} : {profilNames(loser).join(", ")} → {profilNames(fitting(loser, types)).join(", ")}
          </li>
        ))}
      </ul>
      {losers.length > 50 ? <p className="text-soft">et {losers.length - 50} autres.</p> : null}
    </div>
  )
}
