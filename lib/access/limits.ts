import "server-only"
import { roughLimit } from "@/lib/platform/http/rough-limit"
import { guesses, type Limit, limit } from "@/lib/platform/http/throttle"

const hour = 3600

/**
 * How much of one kind of gesture an account, and a network, may do in an hour. Each action of the portal names its own
 * (lib/identity/entrance/action.ts). A whole school may share one network.
 */
export type Budget = { account?: Limit; network: Limit }

function budget(name: string, perAccount: number, perNetwork: number): Budget {
  return { account: limit(`account-${name}`, perAccount, hour), network: limit(`net-${name}`, perNetwork, hour) }
}

export const budgets = {
  /** One's own things: nobody else is told. */
  own: budget("own", 300, 6000),
  /** One's own things that cost a hash of a password, or a mail to oneself. */
  changes: budget("changes", 60, 300),
  /** Someone else is told: a référent, a colleague. */
  tells: budget("tells", 20, 400),
  /** Lists of people to invite: `invitedLimit` counts the people themselves. */
  invitations: budget("invitations", 60, 600),
  /** All managers are told. */
  managers: budget("managers", 10, 60),
  /** The day of a référent or a manager, who answer those who asked. */
  work: budget("work", 1500, 15_000),
  /** Files taken away: exports, one's own data. */
  files: budget("files", 120, 2000),
  /** "Nous contacter": each message goes to all managers. */
  contacts: budget("contact", 10, 20),
  /** Signing in and out: guesses are counted by `passwordGuesses`. */
  entrance: { network: limit("net-entrance", 4000, hour) },
  signups: { network: limit("net-signup", 400, hour) },
  /** Links asked for: resets, verifications. */
  links: budget("links", 20, 200),
} as const satisfies Record<string, Budget>

/** What one network address may ask for. The limits are generous, because a whole school may share one address. */
export const networkLimits = {
  /** Wrong passwords, codes and passkeys, whatever the account. */
  signInFailures: limit("net-sign-in", 100, hour / 4),
  /** Look-ups in the national directory, which itself answers seven a second to the whole portal. */
  directory: limit("net-directory", 120, hour),
}

/** Questions of one application to `/api/v1` in a minute. */
export const readingLimit = roughLimit("application-reads", 600, 60)

/** Mails that one e-mail address may receive because someone typed it, whoever typed it. */
export const addressLimits = {
  resets: limit("address-reset", 5, hour),
  /** Sign-ups and changes of address: the mail carries the words of a stranger to someone who may have asked for nothing. */
  invitations: limit("address-invitation", 5, hour),
}

/** How many people one account may invite in an hour, in all structures. */
export const invitedLimit = limit("account-invited", 1500, hour)

/** Guesses at the password behind an address, whether or not it has an account. */
export const passwordGuesses = guesses("password")

/** Guesses at the birth date that opens a candidate's private page, for each candidate; and the wrong ones after which their links are void. */
export const candidacyGuesses = limit("candidacy", 10, hour)
export const candidacyStrikes = limit("candidacy-strikes", 20, 90 * 24 * hour)

/** Guesses at the second factor of an account. */
export const codeGuesses = guesses("code")
