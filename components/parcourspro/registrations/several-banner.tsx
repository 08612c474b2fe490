import { Banner } from "@/components/ui/banner"
import { severalRefusals } from "@/lib/parcourspro/several/rules"
import { counted } from "@/lib/platform/text/counts"
import { lookup } from "@/lib/platform/text/lookup"

type Props = { faites: string; attente?: string; refusees: string; pourquoi: string }

/** What became of several registrations answered at once; nothing when none was. */
export function SeveralBanner({ faites, attente = "", refusees, pourquoi }: Props) {
  const [done, waited, refused] = [countOf(faites), countOf(attente), countOf(refusees)]
  const why = lookup(severalRefusals, pourquoi)
  if (done + refused === 0) return null
  return (
    <Banner tone={refused > 0 || waited > 0 ? "wait" : "good"} role="status">
      <p>{done > 0 ? `C’est fait pour ${counted(done, "demande")}.` : "Rien n’a été changé."}</p>
      {waited > 0 ? <p>{counted(waited, "personne")} en liste d’attente : il n’y avait plus de place pour elles.</p> : null}
      {refused > 0 ? (
        <p>
          {counted(refused, "demande")} sans changement{why ? ` : ${why}` : ""}.
        </p>
      ) : null}
    </Banner>
  )
}

/** The number in an address that anyone can write. */
function countOf(text: string) {
  return /^\d{1,3}$/.test(text) ? Number(text) : 0
}
