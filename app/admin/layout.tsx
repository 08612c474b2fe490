import type { ReactNode } from "react"
import { AdminNav } from "@/components/layout/admin-nav"
import { adminSections, titleOf } from "@/lib/access/routes"
import { currentActor } from "@/lib/identity/entrance/actor"

/** The managers' sections above each of their pages; nothing for anyone else, to whom the page itself answers. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor()
  return (
    <>
      {actor?.isManager ? (
        <AdminNav sections={[["/admin", "Tableau de bord"], ...adminSections.map((page) => [page, titleOf(page)] as const)]} />
      ) : null}
      {children}
    </>
  )
}
