"use client"
import { useEffect } from "react"
import { forgetDeviceDraft } from "./device-draft"

/** Deletes what was kept on the device, once the request is sent. */
export function ForgetDraft() {
  useEffect(forgetDeviceDraft, [])
  return null
}
