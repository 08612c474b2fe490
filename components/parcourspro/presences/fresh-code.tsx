"use client"
import { useRouter } from "next/navigation"
import { type ReactNode, useEffect } from "react"

/** Asks for the next code before this one is too old. Without JavaScript, a link does. */
export function FreshCode({ every, children }: { every: number; children: ReactNode }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), every)
    return () => clearInterval(timer)
  }, [router, every])
  return children
}
