import { notFound } from "next/navigation"

/** Any other address, and what middleware.ts rewrites to: the 404 page, with its status. */
export default function Unknown() {
  notFound()
}
