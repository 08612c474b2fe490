"use client"
import { useEffect } from "react"
import { forgetDeviceDraft } from "./device-draft"

/** The request is sent: what was kept on the device has served. */
export function ForgetDraft() {
  useEffect(forgetDeviceDraft, [])
  return null
}
