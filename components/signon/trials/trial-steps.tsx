"use client"
import { useEffect, useRef, useState } from "react"
import { finish, type Step, takeKept } from "@/components/signon/trials/run-trial"
import { Badge } from "@/components/ui/badge"
import { Banner } from "@/components/ui/banner"
import { Card, Facts } from "@/components/ui/card"

type Props = { applicationId: string; issuer: string }
type End = "going" | "done" | "failed" | "lost"

/** The rest of a trial, from the portal's answer in the address of this page. */
export function TrialSteps({ applicationId, issuer }: Props) {
  const [steps, setSteps] = useState<Step[]>([])
  const [end, setEnd] = useState<End>("going")
  const isBegun = useRef(false)
  useEffect(() => {
    if (isBegun.current) return
    isBegun.current = true
    const { search, pathname } = location
    const kept = takeKept(applicationId)
    // The code stays neither in the address nor in the history of the browser.
    history.replaceState(history.state, "", pathname)
    if (!kept) return setEnd("lost")
    finish(applicationId, kept, { issuer, search }, (step) => setSteps((before) => [...before, step])).then(
      (isDone) => setEnd(isDone ? "done" : "failed"),
      () => setEnd("failed"),
    )
  }, [applicationId, issuer])
  return (
    <div className="grid gap-5">
      <Ending end={end} />
      <ol className="grid gap-4">
        {steps.map(({ title, seen, fault }, index) => (
          <li key={title}>
            <Card className="grid gap-3">
              <div className="flex items-start justify-between gap-3">
                <h2 className="text-lg font-semibold">
                  {index + 1}. {title}
                </h2>
                <Badge tone={fault ? "bad" : "good"}>{fault ? "Échoué" : "Réussi"}</Badge>
              </div>
              {fault ? <p>{fault}</p> : null}
              <Facts facts={seen.map(([name, value]) => [name, <code key={name}>{value}</code>] as const)} />
            </Card>
          </li>
        ))}
      </ol>
    </div>
  )
}

function Ending({ end }: { end: End }) {
  if (end === "going") return <p role="status">L’essai est en cours…</p>
  if (end === "lost")
    return (
      <Banner tone="wait" role="status">
        <p>Cette réponse n’est pas attendue dans cet onglet : l’essai a déjà été fait, ou il a commencé ailleurs. Recommencez-le.</p>
      </Banner>
    )
  return (
    <Banner tone={end === "done" ? "good" : "bad"} role="status">
      <p className="font-semibold">
        {end === "done" ? "La connexion marche de bout en bout." : "L’essai s’est arrêté à l’étape qui a échoué, ci-dessous."}
      </p>
    </Banner>
  )
}
