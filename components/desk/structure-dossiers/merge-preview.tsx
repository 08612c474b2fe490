import type { mergePreview } from "@/lib/desk/structure-merges/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { profilNames } from "@/lib/vocabulary/profils/rules"
import { formatSiret } from "@/lib/vocabulary/structures/rules"

type Preview = NonNullable<Awaited<ReturnType<typeof mergePreview>>>

/** What a merge would do, person by person. */
export function MergePreview({ preview: { absorbed, kept, lines } }: { preview: Preview }) {
  const reduced = lines.filter(({ isReduced }) => isReduced).length
  return (
    <div className="grid gap-3">
      <h2 className="text-lg font-semibold">
        {absorbed.raisonSociale} <span className="font-normal text-soft">({formatSiret(absorbed.siret)})</span> se ferme
      </h2>
      <p>
        {lines.length === 0
          ? "Personne n’y est rattaché ni n’attend."
          : `${lines.length === 1 ? "1 personne rejoint" : `${lines.length} personnes rejoignent`} ${kept.raisonSociale}.`}
        {reduced > 0
          ? ` ${reduced === 1 ? "1 perd" : `${reduced} perdent`} un profil que cette structure n’ouvre pas, ou qui en remplacerait un autre.`
          : ""}
      </p>
      <ul className="list-disc pl-5">
        {lines.slice(0, 50).map(({ id, account, status, after, isThere, isReduced }) => (
          <li key={id}>
            {formatName(account)} :{" "}
            {status === "pending" || !after
              ? "sa demande continue d’attendre"
              : `${profilNames(after).join(", ")}${after.isReferent ? ", référent·e" : ""}`}
            {isThere ? " (y est déjà rattaché·e)" : ""}
            {isReduced ? <strong className="text-bad"> : perd un profil</strong> : null}
          </li>
        ))}
      </ul>
      {lines.length > 50 ? <p className="text-soft">et {lines.length - 50} autres.</p> : null}
    </div>
  )
}
