/** The invented people of the region, and what happened to them. */

import type { Tx } from "@/lib/platform/db/client"
import type { AffiliationOrigin, Need, Prisma, RafaelProfil } from "@/lib/platform/generated/client"
import { hashSecret } from "@/lib/platform/secrets/secrets"
import { parseEmail } from "@/lib/vocabulary/accounts/rules"

const firstNames = [
  "Alix",
  "Brigitte",
  "Camille",
  "Driss",
  "Élodie",
  "Farid",
  "Gwenaëlle",
  "Hugo",
  "Inès",
  "Jérôme",
  "Karima",
  "Léa",
  "Mathieu",
  "Nadia",
  "Olivier",
  "Pauline",
  "Quentin",
  "Rachida",
  "Sophie",
  "Thomas",
]
const lastNames = [
  "Arnaud",
  "Benali",
  "Caillaud",
  "Delmas",
  "Etcheverry",
  "Fontaine",
  "Guérin",
  "Haddad",
  "Imbert",
  "Joubert",
  "Kermarrec",
  "Lagarde",
  "Moreau",
  "Nogaro",
  "Ouédraogo",
  "Pereira",
  "Quéré",
  "Rousseau",
  "Sarrazin",
  "Texier",
]
const jobs = [
  "Conseillère en insertion",
  "Responsable pédagogique",
  "Assistant administratif",
  "Directrice",
  "Formateur",
  "Chargée de recrutement",
  "Coordinateur",
]
const day = 24 * 3_600_000

/** The secret of an invitation that waits in every demonstration, where nothing is secret. */
export const demonstrationInvitation = "demonstration-d-une-invitation-qui-attend-x"

type Grant = { isReferent?: boolean; rafaelProfil?: RafaelProfil | null; isEmployeur?: boolean; isPrestataire?: boolean }

/** Writes people and affiliations the way operations would have, journal included, dated in the past. */
export class Region {
  private count = 0
  private readonly traces: Prisma.JournalCreateManyInput[] = []

  constructor(
    private readonly tx: Tx,
    private readonly passwordHash: string,
    private readonly ago: (days: number) => Date,
  ) {}

  async person(email: string, firstName: string, lastName: string, more: Partial<Prisma.AccountCreateManyInput> = {}) {
    const normalised = parseEmail(email)
    if (!normalised) throw new Error(`not an address: ${email}`)
    const { id } = await this.tx.account.create({
      data: {
        email: normalised,
        firstName,
        lastName,
        phone: "+33556000000",
        passwordHash: this.passwordHash,
        createdAt: this.ago(200),
        ...more,
      },
      select: { id: true },
    })
    await this.trace("account.create", { actorId: id, targetId: id, at: this.ago(200) })
    return id
  }

  async someone() {
    const index = this.count++
    const firstName = firstNames[(index * 7) % firstNames.length] as string
    const lastName = lastNames[(index * 3 + Math.floor(index / 20)) % lastNames.length] as string
    const plain = (name: string) =>
      name
        .normalize("NFD")
        .replace(/[^a-z]/gi, "")
        .toLowerCase()
    return this.person(`${plain(firstName)}.${plain(lastName)}${index}@demo.example`, firstName, lastName, {
      jobTitle: jobs[index % jobs.length] as string,
    })
  }

  async active(accountId: string, structureId: string, decidedBy: string, grant: Grant) {
    const decidedAt = this.ago(120 - (this.count % 90))
    const requestedAt = new Date(decidedAt.getTime() - (this.count % 4) * day)
    const { id } = await this.tx.affiliation.create({
      data: {
        accountId,
        structureId,
        status: "active",
        origin: "signup",
        requestedAt,
        decidedAt,
        decidedBy,
        ...grant,
      },
      select: { id: true },
    })
    await this.tx.notice.create({ data: { affiliationId: id, accountId: decidedBy, kind: "asked", sentAt: requestedAt } })
    await this.trace("affiliation.validate", {
      actorId: decidedBy,
      structureId,
      targetId: id,
      at: decidedAt,
      changes: grant as Prisma.InputJsonObject,
    })
    return id
  }

  async waiting(accountId: string, structureId: string, origin: AffiliationOrigin, need: Need, days: number) {
    const requestedAt = this.ago(days)
    const { id } = await this.tx.affiliation.create({ data: { accountId, structureId, origin, need, requestedAt }, select: { id: true } })
    await this.trace("affiliation.request", { actorId: accountId, structureId, targetId: id, at: requestedAt, changes: { origin, need } })
  }

  /** Invitations in every state that a référent meets, the first of them with a link that is known. */
  async invitations(structureId: string, invitedBy: string) {
    const rows = [
      ["maelle.guillou", "sent", 1, "gestionnaire_catalogue"],
      ["yanis.perrin", "sent", 4, "gestionnaire_preinscription"],
      ["lucie.marchand", "declined", 9, null],
      ["bastien.leroy", "expired", 20, "gestionnaire_catalogue"],
    ] as const
    for (const [name, status, days, rafaelProfil] of rows) {
      const sentAt = this.ago(days)
      const { id } = await this.tx.invitation.create({
        data: {
          structureId,
          invitedBy,
          email: `${name}@demo.example`,
          status,
          rafaelProfil,
          invitedAt: sentAt,
          sentAt,
          expiresAt: new Date(sentAt.getTime() + 14 * day),
          decidedAt: status === "sent" ? null : this.ago(days - (status === "expired" ? 14 : 1)),
          tokenHash: days === 1 ? hashSecret(demonstrationInvitation) : hashSecret(name),
        },
        select: { id: true },
      })
      const changes = { rafaelProfil, isEmployeur: false, isPrestataire: false, isAgain: false }
      await this.trace("invitation.send", { actorId: invitedBy, structureId, targetId: id, at: sentAt, changes })
    }
  }

  async listing(accountId: string) {
    const { id } = await this.tx.listingRequest.create({
      data: {
        siret: "95210003400018",
        raisonSociale: "Les Compagnons du Littoral",
        address: "3 quai des Chais",
        postcode: "17000",
        city: "La Rochelle",
        types: ["formateur"],
        message: "Nous ouvrons notre premier centre en janvier.",
        createdAt: this.ago(1),
        applicants: { create: { accountId, origin: "signup", need: "offre", requestedAt: this.ago(1) } },
      },
      select: { id: true },
    })
    await this.trace("listing-request.send", { actorId: accountId, targetId: id, at: this.ago(1) })
  }

  async correction(accountId: string, structureId: string, proposed: Prisma.InputJsonObject, message: string) {
    const createdAt = this.ago(2)
    const { id } = await this.tx.correction.create({ data: { accountId, structureId, proposed, message, createdAt }, select: { id: true } })
    await this.trace("correction.send", { actorId: accountId, structureId, targetId: id, at: createdAt })
  }

  async contact(account: { id: string; name: string; email: string }, subject: string, message: string) {
    const createdAt = this.ago(0.3)
    const { id: accountId, name, email } = account
    const { id } = await this.tx.contactMessage.create({
      data: { accountId, name, email, subject, message, createdAt },
      select: { id: true },
    })
    await this.trace("contact.send", { actorId: accountId, targetId: id, at: createdAt })
  }

  private async trace(action: string, entry: Omit<Prisma.JournalCreateManyInput, "action" | "outcome">) {
    this.traces.push({ action, outcome: "done", ...entry })
  }

  /** Writes the journal of all that was told, in the order in which it happened: the journal is read in the order of its lines. */
  async writeJournal() {
    const inOrder = this.traces.toSorted((a, b) => new Date(a.at ?? 0).getTime() - new Date(b.at ?? 0).getTime())
    await this.tx.journal.createMany({ data: inOrder })
  }
}
