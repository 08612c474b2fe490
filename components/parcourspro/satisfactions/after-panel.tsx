import { Card, Facts } from "@/components/ui/card"
import type { RunSession, SessionRegistration } from "@/lib/parcourspro/providers/queries"
import { satisfactionWords } from "@/lib/parcourspro/satisfactions/rules"

type Props = { session: RunSession; expected: SessionRegistration[]; satisfaction: { answers: number; average: number | null } }

/** What is known of a session once it is over. */
export function AfterPanel({ session, expected, satisfaction }: Props) {
  if (session.endsAt === null || session.endsAt > new Date())
    return <p>La session n’est pas finie : vous lirez ici qui est venu, et ce que les personnes en ont pensé.</p>
  const many = (...statuses: string[]) => expected.filter(({ status }) => statuses.includes(status)).length
  return (
    <Card>
      <Facts
        facts={[
          ["Présent·es", `${many("attended")} sur ${expected.length}`],
          ["En partie", many("partly")],
          ["Absent·es", many("absent")],
          ["À noter encore", many("confirmed")],
          ["Satisfaction", satisfactionWords(satisfaction)],
        ]}
      />
      <p className="mt-4 text-sm text-soft">
        Chaque personne présente reçoit une question, quinze jours après la fin. Personne ne lit la réponse de quelqu’un.
      </p>
    </Card>
  )
}
