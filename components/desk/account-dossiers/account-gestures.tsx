import { GestureForm } from "@/components/identity/managers/gesture-form"
import { NominationCard } from "@/components/identity/managers/nomination-card"
import { FactorResetForm } from "@/components/identity/second-factor/factor-reset-form"
import { ActionButton } from "@/components/ui/action-button"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import type { AccountFile } from "@/lib/desk/account-dossiers/queries"
import { disable, enable, endSessions, unlock } from "@/lib/desk/suspensions/actions"
import { takeControlOf } from "@/lib/identity/control/actions"
import { proposeManager, withdrawManager } from "@/lib/identity/managers/actions"

type Props = { account: AccountFile; me: string; isFresh: boolean; mayControl: boolean }

/** What a manager may do about an account: the quick gestures first, those that say why folded below. */
export function AccountGestures({ account, me, isFresh, mayControl }: Props) {
  const { id: accountId, isManager, disabledAt, erasedAt } = account
  if (erasedAt || accountId === me) return null
  const isOpen = disabledAt === null
  const [nomination] = account.nominations
  const target = { accountId }
  return (
    <>
      {nomination ? <NominationCard nomination={nomination} me={me} isFresh={isFresh} /> : null}
      <Card className="grid gap-4">
        <div className="flex flex-wrap gap-3">
          {account.failures + account.codeFailures > 0 ? (
            <ActionButton action={unlock} fields={target} tone="secondary">
              Déverrouiller
            </ActionButton>
          ) : null}
          {isOpen ? null : (
            <ActionButton action={enable} fields={target}>
              Réactiver
            </ActionButton>
          )}
          {account.sessions.length > 0 ? (
            <ActionButton action={endSessions} fields={target} tone="secondary">
              Fermer ses connexions
            </ActionButton>
          ) : null}
          {isOpen && !isManager ? (
            <LinkButton tone="secondary" href={at("/admin/comptes/[id]/fusion", { id: accountId })}>
              Réunir avec un autre compte
            </LinkButton>
          ) : null}
        </div>
        {isOpen && !isManager && mayControl ? (
          <GestureForm
            action={takeControlOf}
            target={target}
            summary="Prendre le contrôle"
            submit="Prendre le contrôle"
            tone="primary"
            reasonHint="La personne reçoit cette raison par e-mail, et la voit dans ses connexions."
            password={{ isFresh }}
          >
            Vous verrez le portail comme cette personne, trente minutes au plus. Mot de passe, adresse, droits, exports et suppression vous
            restent fermés ; chaque geste est noté avec votre nom.
          </GestureForm>
        ) : null}
        {isOpen && !isManager && !mayControl ? (
          <p className="text-soft">La prise de contrôle n’est pas ouverte à votre compte sur ce portail.</p>
        ) : null}
        {isOpen ? (
          <GestureForm
            action={disable}
            target={target}
            summary="Désactiver"
            submit="Désactiver le compte"
            reasonHint="La personne lira cette raison."
            tick={{
              name: "withoutReferent",
              label: "Une structure peut rester sans référent",
              hint: "À cocher seulement si vous allez en nommer un, ou répondre aux demandes à sa place.",
            }}
          >
            La personne ne peut plus entrer, ses connexions sont fermées et ses demandes en attente closes. Ses droits dorment : réactiver
            les rend tels quels.
          </GestureForm>
        ) : null}
        {account.hasFactor ? <FactorResetForm accountId={accountId} isFresh={isFresh} /> : null}
        {isOpen && !isManager && !nomination ? (
          <GestureForm
            action={proposeManager}
            target={target}
            summary="Proposer comme gestionnaire"
            submit="Proposer comme gestionnaire"
            reasonHint="Vos collègues la liront avant de confirmer."
            password={{ isFresh }}
          >
            Rien ne change tant qu’un·e autre gestionnaire n’a pas confirmé.
          </GestureForm>
        ) : null}
        {isOpen && isManager ? (
          <GestureForm
            action={withdrawManager}
            target={target}
            summary="Retirer les droits de gestionnaire"
            submit="Retirer les droits de gestionnaire"
            reasonHint="La personne lira cette raison."
            password={{ isFresh }}
          >
            L’administration se ferme aussitôt pour cette personne ; son compte reste ouvert.
          </GestureForm>
        ) : null}
      </Card>
    </>
  )
}
