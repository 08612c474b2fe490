"use client"
import { ReasonForm } from "@/components/ui/reason-form"
import { refuse } from "@/lib/listings/actions"

export function ListingRefusalForm({ listingRequestId }: { listingRequestId: string }) {
  return <ReasonForm action={refuse} target={{ name: "listingRequestId", value: listingRequestId }} folded="Refuser" />
}
