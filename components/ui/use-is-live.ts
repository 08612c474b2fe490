"use client"
import { useSyncExternalStore } from "react"

const never = () => () => {}

/** Whether JavaScript runs here: false on the server and on a page that stays without it. */
export function useIsLive() {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
