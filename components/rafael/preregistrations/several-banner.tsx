import { Banner } from "@/components/ui/banner"
import { counted } from "@/lib/platform/text/counts"
import { lookup } from "@/lib/platform/text/lookup"
import { severalRefusals } from "@/lib/rafael/several/rules"

type Props = { faites: string; refusees: string; pourquoi: string }

/** What became of several pre-registrations answered at once; nothing when none was. */
export function SeveralBanner({ faites, refusees, pourquoi }: Props) {
  const [done, refused] = [countOf(faites), countOf(refusees)]
  const why = lookup(severalRefusals, pourquoi)
  if (done + refused === 0) return null
  return (
    <Banner tone={refused > 0 ? "wait" : "good"} role="status">
      <p>{done > 0 ? `C’est fait pour ${counted(done, "préinscription")}.` : "Rien n’a été changé."}</p>
      {refused > 0 ? (
        <p>
          {counted(refused, "préinscription")} sans changement{why ? ` : ${why}` : ""}.
        </p>
      ) : null}
    </Banner>
  )
}

/** The number in an address that anyone can write. */
function countOf(text: string) {
  return /^\d{1,3}$/.test(text) ? Number(text) : 0
}
