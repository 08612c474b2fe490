import "server-only"

/**
 * The settings, read at call time so that a build needs none. scripts/environment.ts has checked them
 * before the portal starts; `.env.example` explains each.
 */
function required(name: string) {
  const value = process.env[name]
  if (!value) throw new Error(`${name} n'est pas défini : lancez le portail par « npm start ».`)
  return value
}

export const env = {
  get databaseUrl() {
    return required("DATABASE_URL")
  },
  /** Connections that this process opens at most for its requests or its jobs. */
  get databasePool() {
    return Number(process.env.DATABASE_POOL) || 10
  },
  get secret() {
    return required("NEXTAUTH_SECRET")
  },
  /** The public address, without a final slash: links in mails are built from it, never from the request. */
  get publicUrl() {
    return required("NEXTAUTH_URL").replace(/\/+$/, "")
  },
  get isHttps() {
    return this.publicUrl.startsWith("https:")
  },
  /** Null in demonstration: messages are then kept and shown to the managers instead of sent. */
  get resendApiKey() {
    return process.env.RESEND_API_KEY || null
  },
  get resendBaseUrl() {
    return process.env.RESEND_BASE_URL || "https://api.resend.com"
  },
  /** The secret by which Resend signs what it says of mails; null: it is not listened to. */
  get resendWebhookSecret() {
    return process.env.RESEND_WEBHOOK_SECRET || null
  },
  get mailFrom() {
    return required("MAIL_FROM")
  },
  get supportEmail() {
    return required("SUPPORT_EMAIL")
  },
  /** The national directory of companies, without a final slash. */
  get directoryUrl() {
    return (process.env.ANNUAIRE_URL || "https://recherche-entreprises.api.gouv.fr").replace(/\/+$/, "")
  },
  /** Searches of structures that one address of the network may make in a minute. */
  get searchesPerMinute() {
    return Number(process.env.SEARCHES_PER_MINUTE) || 1200
  },
  /** The name passkeys are bound to. */
  get relyingParty() {
    return new URL(this.publicUrl).hostname
  },
  /** Whether a manager must give a second factor: yes on a server of one's own, unless SECOND_FACTOR says otherwise. */
  get secondFactorRequired() {
    return process.env.SECOND_FACTOR ? process.env.SECOND_FACTOR === "required" : !this.isDemonstration
  },
  /** Who may take control of an account: the global switch, and the addresses of the managers allowed (none: all of them). */
  get control() {
    const managers = (process.env.CONTROL_MANAGERS ?? "")
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean)
    return { isOn: process.env.CONTROL !== "off", managers }
  },
  /** What the law asks the legal pages to say; empty where nobody has said it. */
  get legal() {
    return {
      publisher: process.env.LEGAL_PUBLISHER ?? "",
      director: process.env.LEGAL_DIRECTOR ?? "",
      host: process.env.LEGAL_HOST ?? "",
      dpoEmail: process.env.DPO_EMAIL ?? "",
    }
  },
  /** Whether /styles, which shows every component, is there: for those who build the portal, and for tests. */
  get showsStyles() {
    return process.env.NODE_ENV !== "production" || process.env.STYLES_PAGE === "1"
  },
  get isDemonstration() {
    return process.env.PORTAIL_DEMONSTRATION === "1"
  },
}
