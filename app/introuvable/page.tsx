import { notFound } from "next/navigation"

/** What middleware.ts rewrites to: the 404 page, with its status. Addresses that no page has reach it by themselves. */
export default function Unknown() {
  notFound()
}
