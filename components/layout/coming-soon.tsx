import { Page } from "@/components/layout/page"
import { Banner } from "@/components/ui/banner"

/** A page whose right is real and whose content comes later. */
export function ComingSoon({ title, lead }: { title: string; lead: string }) {
  return (
    <Page title={title} lead={lead}>
      <Banner>
        <p>Bientôt ici. Votre profil vous ouvre déjà cette page.</p>
      </Banner>
    </Page>
  )
}
