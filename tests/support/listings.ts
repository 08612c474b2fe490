/** Listing requests, and those who wait for them. */
import { openListingRequest } from "@/lib/membership/listings/operations"
import { db } from "@/lib/platform/db/client"
import { aSiret, now, visitor } from "@/tests/support/factories"

/** Someone asks for a structure to be listed, or joins those who asked for this SIRET. */
export async function aListing(person: { id: string }, siret = aSiret()) {
  await db.$transaction((tx) =>
    openListingRequest(
      tx,
      { ...visitor, now },
      { accountId: person.id, origin: "request", need: null },
      {
        siret,
        raisonSociale: "Nouvelle venue",
        sigle: "",
        address: "1 rue Haute",
        postcode: "64000",
        city: "Pau",
        type: "formateur",
        message: "",
      },
    ),
  )
  return db.listingRequest.findFirstOrThrow({ where: { siret } })
}
