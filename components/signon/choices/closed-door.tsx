import { Card } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import type { Choice } from "@/lib/signon/choices/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { profilNamed } from "@/lib/vocabulary/profils/rules"

type Props = Pick<Choice, "application" | "deciders"> & { closed: NonNullable<Choice["closed"]> }

/** Why an application does not open, and who can open it. */
export function ClosedDoor({ application, deciders, closed }: Props) {
  if (closed === "under-control")
    return (
      <Card className="grid gap-3">
        <p>Vous avez pris le contrôle d’un compte : on n’entre dans une application qu’en son propre nom.</p>
        <p>Rendez d’abord le contrôle, puis recommencez depuis l’application.</p>
      </Card>
    )
  if (closed === "no-structure")
    return (
      <Card className="grid gap-3">
        <p>Cette application s’ouvre aux personnes rattachées à une structure, et votre compte ne l’est à aucune.</p>
        <p>
          Demandez votre rattachement depuis <TextLink href="/mes-structures">Mes structures</TextLink> : dès qu’il est validé,
          l’application s’ouvre.
        </p>
      </Card>
    )
  return (
    <Card className="grid gap-3">
      <p>Cette application s’ouvre à qui a l’un de ces profils : {application.profils.map(profilNamed).join(", ")}.</p>
      {deciders.length > 0 ? (
        <>
          <p>Un·e référent·e peut vous le donner :</p>
          <ul className="grid list-disc gap-1 pl-5">
            {deciders.map(({ id, account, structure }) => (
              <li key={id}>
                <strong>{formatName(account)}</strong>, {structure.raisonSociale}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>Votre structure n’a pas de référent·e : l’équipe Cap Métiers peut vous le donner.</p>
      )}
      <p>Le profil donné vaut aussitôt : recommencez alors depuis l’application.</p>
    </Card>
  )
}
