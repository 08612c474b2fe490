import { Badge } from "@/components/ui/badge"
import type { Establishment } from "@/lib/platform/http/company-directory"

type Ours = { raisonSociale: string; sigle: string | null; address: string | null; postcode: string | null; city: string | null }

/** What we know of a SIRET beside what the national directory says; it may be slow, or silent, and nothing waits for it. */
export async function DirectoryComparison({ ours, answer }: { ours: Ours; answer: Promise<Establishment | null | "silent"> }) {
  const theirs = await answer
  if (theirs === "silent") return <p className="text-soft">L’annuaire national ne répond pas.</p>
  if (!theirs) return <p className="text-bad">L’annuaire national ne connaît pas ce SIRET.</p>
  const rows = [
    { name: "Raison sociale", here: ours.raisonSociale, there: theirs.name },
    { name: "Sigle", here: ours.sigle ?? "", there: theirs.sigle },
    { name: "Adresse", here: ours.address ?? "", there: theirs.address },
    { name: "Code postal", here: ours.postcode ?? "", there: theirs.postcode },
    { name: "Ville", here: ours.city ?? "", there: theirs.city },
  ].filter(({ here, there }) => here || there)
  return (
    <div className="grid gap-2">
      {theirs.isClosed ? (
        <p>
          <Badge tone="bad">Fermé d’après l’annuaire national</Badge>
        </p>
      ) : null}
      <dl className="grid gap-3">
        {rows.map(({ name, here, there }) => (
          <div key={name}>
            <dt className="text-sm text-soft">{name}</dt>
            {here && there && isAlike(here, there) ? (
              <dd>
                {there} <span className="text-good">(identique)</span>
              </dd>
            ) : (
              <>
                <dd>Portail : {here || "rien"}</dd>
                <dd className="font-semibold text-wait">Annuaire : {there || "rien"}</dd>
              </>
            )}
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Whether two texts have the same words, whatever their case, accents and marks. */
function isAlike(a: string, b: string) {
  const plain = (text: string) =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, " ")
      .trim()
  return plain(a) === plain(b)
}
