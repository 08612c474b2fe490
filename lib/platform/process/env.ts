import "server-only"
import { allowsPrivateAddresses, databaseAddress, type Settings, secondFactorRequired, settingOf } from "@/lib/platform/process/settings"

type Needed = { [Name in keyof Settings]: Settings[Name] extends string ? Name : never }[keyof Settings]

function needed(name: Needed) {
  const value = settingOf(name)
  if (!value) throw new Error(`${name} n'est pas défini : lancez le portail par « npm start ».`)
  return value
}

/** The settings as the portal uses them, read at call time. */
export const env = {
  get databaseUrl() {
    needed("DATABASE_URL")
    return databaseAddress("DATABASE_URL")
  },
  get databasePool() {
    return settingOf("DATABASE_POOL")
  },
  get secret() {
    return needed("NEXTAUTH_SECRET")
  },
  get publicUrl() {
    return needed("NEXTAUTH_URL")
  },
  get isHttps() {
    return this.publicUrl.startsWith("https:")
  },
  get resendApiKey() {
    return settingOf("RESEND_API_KEY")
  },
  get resendBaseUrl() {
    return settingOf("RESEND_BASE_URL")
  },
  get resendWebhookSecret() {
    return settingOf("RESEND_WEBHOOK_SECRET")
  },
  /** Milliseconds. */
  get mailPatience() {
    return settingOf("MAIL_PATIENCE_SECONDS") * 1000
  },
  get mailFrom() {
    return needed("MAIL_FROM")
  },
  get supportEmail() {
    return needed("SUPPORT_EMAIL")
  },
  get directoryUrl() {
    return settingOf("ANNUAIRE_URL")
  },
  get leakedPasswordsUrl() {
    return settingOf("LEAKED_PASSWORDS_URL")
  },
  /** Calendar days. */
  get draftDays() {
    const [warned = 0, deleted = 0] = settingOf("DRAFT_DAYS")
    return { warned, deleted }
  },
  /** Working days. */
  get registrationDelays() {
    const [employer = 0, employerLate = 0, provider = 0, providerLate = 0] = settingOf("REGISTRATION_DELAYS")
    return { employer, employerLate, provider, providerLate }
  },
  /** Years. */
  get papersKept() {
    const [given = 3, proofs = 6] = settingOf("PAPERS_KEPT")
    return { given, proofs }
  },
  get isEmployerTacit() {
    return settingOf("EMPLOYER_ANSWER") === "tacit"
  },
  get allowsPrivateAddresses() {
    return allowsPrivateAddresses()
  },
  /** The name passkeys are bound to. */
  get relyingParty() {
    return new URL(this.publicUrl).hostname
  },
  get secondFactorRequired() {
    return secondFactorRequired()
  },
  /** Who may take control of an account: the global switch, and the addresses of the managers who may (no address: all managers). */
  get control() {
    return { isOn: settingOf("CONTROL") !== "off", managers: settingOf("CONTROL_MANAGERS") }
  },
  /** What the law requires on the legal pages; "" for what nobody has filled in. */
  get legal() {
    return {
      publisher: settingOf("LEGAL_PUBLISHER"),
      director: settingOf("LEGAL_DIRECTOR"),
      host: settingOf("LEGAL_HOST"),
      dpoEmail: settingOf("DPO_EMAIL"),
    }
  },
  /** Whether the page /styles exists. It shows every component to those who build the portal, and to tests. */
  get showsStyles() {
    return process.env.NODE_ENV !== "production" || settingOf("STYLES_PAGE")
  },
  get isDemonstration() {
    return settingOf("PORTAIL_DEMONSTRATION")
  },
}
