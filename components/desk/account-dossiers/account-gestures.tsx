import { clsx } from "clsx"
import type { ReactNode } from "react"
import { AddressCorrectionForm } from "@/components/desk/account-dossiers/address-correction-form"
import { GestureForm } from "@/components/identity/managers/gesture-form"
import { NominationCard } from "@/components/identity/managers/nomination-card"
import { FactorResetForm } from "@/components/identity/second-factor/factor-reset-form"
import { ActionButton } from "@/components/ui/action-button"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import type { AccountFile } from "@/lib/desk/account-dossiers/queries"
import { disable, enable, endSessions, sendLink, unlock } from "@/lib/desk/suspensions/actions"
import { takeControlOf } from "@/lib/identity/control/actions"
import { proposeManager, withdrawManager } from "@/lib/identity/managers/actions"

type Props = {
  account: AccountFile
  /** The manager's own account, about which they do nothing here. */
  me: string
  /** Whether they gave their password recently enough. */
  isFresh: boolean
  mayControl: boolean
}

/** What a manager may do about an account: the quick gestures first, those that say why folded below. */
export function AccountGestures({ account, me, isFresh, mayControl }: Props) {
  const { id: accountId, isManager, disabledAt, erasedAt } = account
  if (erasedAt || accountId === me) return null
  const isOpen = disabledAt === null
  const [nomination] = account.nominations
  const password = { isFresh }
  return (
    <>
      {nomination ? <NominationCard nomination={nomination} me={me} isFresh={isFresh} /> : null}
      <Card className="grid gap-5">
        <Group title="L’aider à entrer">
          <QuickGestures account={account} />
        </Group>
        {isOpen && !isManager ? (
          <Group title="Voir comme elle">
            <ControlGesture accountId={accountId} password={password} mayControl={mayControl} />
          </Group>
        ) : null}
        {isOpen && !isManager ? (
          <Group title="Ce qu’elle ne peut corriger elle-même">
            <AddressCorrectionForm accountId={accountId} isFresh={isFresh} />
          </Group>
        ) : null}
        {isOpen && !isManager && !nomination ? (
          <Group title="L’équipe de gestion">
            <ManagerGesture accountId={accountId} password={password} isManager={false} />
          </Group>
        ) : null}
        {isOpen || account.hasFactor ? (
          <Group title="Fermer ou retirer" isEnding>
            {account.hasFactor ? <FactorResetForm accountId={accountId} isFresh={isFresh} /> : null}
            {isOpen && isManager ? <ManagerGesture accountId={accountId} password={password} isManager /> : null}
            {isOpen ? <DisableGesture accountId={accountId} /> : null}
          </Group>
        ) : null}
      </Card>
    </>
  )
}

/** Gestures by what they do; those that take something away stand apart, last. */
function Group({ title, isEnding = false, children }: { title: string; isEnding?: boolean; children: ReactNode }) {
  return (
    <section className={clsx("grid gap-2", isEnding && "border-t border-line pt-4")}>
      <h2 className="text-sm font-semibold text-soft">{title}</h2>
      {children}
    </section>
  )
}

function QuickGestures({ account }: { account: AccountFile }) {
  const { id, isManager, disabledAt } = account
  const target = { accountId: id }
  return (
    <div className="flex flex-wrap gap-3">
      {disabledAt ? null : (
        <ActionButton action={sendLink} fields={target} tone="secondary">
          Envoyer un lien de mot de passe
        </ActionButton>
      )}
      {account.failures + account.codeFailures > 0 ? (
        <ActionButton action={unlock} fields={target} tone="secondary">
          Déverrouiller
        </ActionButton>
      ) : null}
      {disabledAt ? (
        <ActionButton action={enable} fields={target}>
          Réactiver
        </ActionButton>
      ) : null}
      {account.sessions.length > 0 ? (
        <ActionButton action={endSessions} fields={target} tone="secondary">
          Fermer ses connexions
        </ActionButton>
      ) : null}
      {disabledAt || isManager ? null : (
        <LinkButton tone="secondary" href={at("/admin/comptes/[id]/fusion", { id })}>
          Réunir avec un autre compte
        </LinkButton>
      )}
    </div>
  )
}

type Gesture = { accountId: string; password: { isFresh: boolean } }

function ControlGesture({ accountId, password, mayControl }: Gesture & { mayControl: boolean }) {
  if (!mayControl) return <p className="text-soft">La prise de contrôle n’est pas ouverte à votre compte sur ce portail.</p>
  return (
    <GestureForm
      action={takeControlOf}
      target={{ accountId }}
      summary="Prendre le contrôle"
      submit="Prendre le contrôle"
      tone="primary"
      reasonHint="La personne reçoit cette raison par e-mail, et la voit dans ses connexions."
      password={password}
    >
      Vous verrez le portail comme cette personne, trente minutes au plus. Mot de passe, adresse, droits, exports et suppression vous
      restent fermés ; chaque geste est noté avec votre nom.
    </GestureForm>
  )
}

function DisableGesture({ accountId }: { accountId: string }) {
  return (
    <GestureForm
      action={disable}
      target={{ accountId }}
      summary="Désactiver"
      submit="Désactiver le compte"
      reasonHint="La personne lira cette raison."
      tick={{
        name: "withoutReferent",
        label: "Une structure peut rester sans référent",
        hint: "À cocher seulement si vous allez en nommer un, ou répondre aux demandes à sa place.",
      }}
    >
      La personne ne peut plus entrer, ses connexions sont fermées et ses demandes en attente closes. Ses droits dorment : réactiver les
      rend tels quels.
    </GestureForm>
  )
}

/** Becoming a manager takes two of them; no longer being one, a single one. */
function ManagerGesture({ accountId, password, isManager }: Gesture & { isManager: boolean }) {
  const words = isManager ? "Retirer les droits de gestionnaire" : "Proposer comme gestionnaire"
  return (
    <GestureForm
      action={isManager ? withdrawManager : proposeManager}
      target={{ accountId }}
      summary={words}
      submit={words}
      tone={isManager ? "danger" : "primary"}
      reasonHint={isManager ? "La personne lira cette raison." : "Vos collègues la liront avant de confirmer."}
      password={password}
    >
      {isManager
        ? "L’administration se ferme aussitôt pour cette personne ; son compte reste ouvert."
        : "Rien ne change tant qu’un·e autre gestionnaire n’a pas confirmé."}
    </GestureForm>
  )
}
