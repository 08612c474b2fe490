"use client"
import type { Route } from "next"
import { useRouter } from "next/navigation"
import { useEffect, useState } from "react"
import { Card } from "@/components/ui/card"
import { ProgressBar } from "@/components/ui/progress-bar"
import { counted } from "@/lib/platform/text/counts"

export const statusNames = {
  uploaded: "Reçu",
  checking: "Vérification en cours",
  checked: "Vérifié, à lancer",
  running: "Import en cours",
  done: "Terminé",
  failed: "Illisible",
  cancelled: "Abandonné",
} as const

export type ImportStatus = keyof typeof statusNames
type Props = { address: Route; status: ImportStatus; done: number; total: number; unit?: string }

/** Follows an import; the page may be left and come back to. Without JavaScript, reloading says as much. */
export function ImportProgress({ address, status, done: first, total, unit = "ligne" }: Props) {
  const router = useRouter()
  const [done, setDone] = useState(first)
  useEffect(() => {
    const timer = setInterval(async () => {
      const state = await fetch(address, { cache: "no-store" })
        .then((response) => response.json() as Promise<{ status: ImportStatus; done: number }>)
        .catch(() => null)
      if (!state) return
      setDone(state.done)
      if (state.status !== status) router.refresh()
    }, 700)
    return () => clearInterval(timer)
  }, [address, status, router])
  const percent = total > 0 ? Math.min(100, Math.round((done / total) * 100)) : 0
  return (
    <Card className="grid gap-3">
      <p className="font-semibold" role="status">
        {status === "checking" ? "Lecture du fichier, sans rien changer…" : "Import en cours…"}
      </p>
      <ProgressBar label="Avancement" value={percent} />
      <p className="text-soft tabular-nums">
        {counted(done, unit)} sur {total.toLocaleString("fr-FR")}
      </p>
      <p className="text-soft">
        Vous pouvez quitter cette page : le travail continue, même si le portail redémarre.
        <noscript> Rechargez-la pour voir où il en est.</noscript>
      </p>
    </Card>
  )
}
