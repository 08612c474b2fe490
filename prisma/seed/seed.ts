/** The demonstration: a small region with people and requests that wait. Never run on a server of one's own. */
import { db, type Tx } from "@/lib/platform/db/client"
import type { Prisma, RafaelProfil } from "@/lib/platform/generated/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { seedApplications } from "./applications"
import type { Prescriber } from "./candidates"
import { seedCommunes } from "./communes"
import { seedPapers } from "./papers"
import { Region } from "./people"
import { seedProgramme } from "./programme"
import { seedRafael } from "./rafael"
import { inventStructures } from "./region"
import { seedReview } from "./reviews"

const demonstrationPassword = "demonstration-portail"
const day = 24 * 3_600_000

/**
 * Creates the region in one transaction, unless the database has accounts already; returns whether it did. `isMany`: with the crowd that
 * shows whether a list holds, forty requests for the référent and hundreds of people.
 */
export async function seedOnce(now: Date, isMany = false): Promise<boolean> {
  if ((await db.account.count()) > 0) return false
  const passwordHash = await hashPassword(demonstrationPassword)
  await db.$transaction((tx) => seed(tx, now, passwordHash, isMany), { timeout: 60_000 })
  await seedPapers(now, { provider: "referent@demo.example", manager: "gestionnaire@demo.example" })
  await seedReview(now, { referent: "referent@demo.example", manager: "gestionnaire@demo.example" })
  return true
}

async function seed(tx: Tx, now: Date, passwordHash: string, isMany: boolean) {
  const ago = (days: number) => new Date(now.getTime() - days * day)
  await seedCommunes(tx)
  const invented = inventStructures(300)
  // The structures may have been imported before anyone ever started the portal.
  await tx.structure.createMany({ data: invented.map((one) => ({ ...one, createdAt: ago(400) })), skipDuplicates: true })
  const structures = await tx.structure.findMany({
    where: { siret: { in: invented.map(({ siret }) => siret) } },
    orderBy: { siret: "asc" },
    select: { id: true, siret: true, types: true, state: true, city: true, postcode: true, address: true },
  })
  const [institut, mission, ...others] = structures
  if (!institut || !mission) throw new Error("the region has at least two structures")
  const region = new Region(tx, passwordHash, ago)

  const manager = await region.person("gestionnaire@demo.example", "Camille", "Roux", {
    isManager: true,
    jobTitle: "Gestionnaire Cap Métiers",
  })
  // A second one: making someone a manager takes two.
  await region.person("gestionnaire2@demo.example", "Claude", "Vidal", { isManager: true, jobTitle: "Gestionnaire Cap Métiers" })
  const referent = await region.person("referent@demo.example", "Dominique", "Lefèvre", { jobTitle: "Responsable de pôle" })
  const member = await region.person("membre@demo.example", "Sacha", "Martin", { jobTitle: "Conseillère en insertion" })
  await region.active(referent, institut.id, manager, { isReferent: true, rafaelProfil: "gestionnaire_general", isPrestataire: true })
  const validates = await region.active(referent, mission.id, manager, {
    isReferent: true,
    rafaelProfil: "prescripteur_3",
    isEmployeur: true,
  })
  const prepares = await region.active(member, mission.id, referent, { rafaelProfil: "prescripteur_1" })
  const prescribers: Prescriber[] = [
    { structureId: mission.id, affiliationId: prepares, accountId: member, validatorId: referent },
    { structureId: mission.id, affiliationId: validates, accountId: referent, validatorId: referent },
  ]

  for (let index = 0; index < 9; index += 1) {
    const at = index % 3 === 0 ? mission : institut
    const rafaelProfil: RafaelProfil =
      at === mission
        ? index % 2
          ? "prescripteur_2"
          : "prescripteur_1"
        : index % 2
          ? "gestionnaire_catalogue"
          : "gestionnaire_preinscription"
    // One of them has no profil yet; their référent sees that in the list.
    const grant = index === 7 ? {} : { rafaelProfil, isEmployeur: index === 4 }
    await region.active(await region.someone(), at.id, referent, grant)
  }
  await region.waiting(await region.someone(), mission.id, "signup", "inscrire", 1)
  await region.waiting(await region.someone(), institut.id, "signup", "offre", 3)
  await region.waiting(await region.someone(), institut.id, "request", "parcourspro", 0.1)

  for (const [index, structure] of others.slice(0, 90).entries()) {
    if (structure.state === "closed") continue
    const profil: RafaelProfil | null = structure.types.includes("formateur")
      ? "gestionnaire_general"
      : structure.types.includes("prescripteur")
        ? "prescripteur_3"
        : null
    const theirs = await region.someone()
    const affiliationId = await region.active(theirs, structure.id, manager, { isReferent: true, rafaelProfil: profil })
    if (profil === "prescripteur_3") prescribers.push({ structureId: structure.id, affiliationId, accountId: theirs, validatorId: theirs })
    if (index % 3 === 0) await region.active(await region.someone(), structure.id, theirs, { rafaelProfil: null })
  }
  for (const [index, need] of (["offre", "valider", "parcourspro"] as const).entries()) {
    const structure = others[100 + index * 7]
    if (structure) await region.waiting(await region.someone(), structure.id, "signup", need, 2 + index)
  }
  await region.invitations(institut.id, referent)
  await region.listing(await region.someone())
  await region.correction(
    referent,
    institut.id,
    { enseigne: { from: "Horizon", to: "Horizon Campus" } },
    "Nous avons changé d’enseigne à la rentrée.",
  )
  await region.contact(
    { id: member, name: "Sacha MARTIN", email: "membre@demo.example" },
    "Mes préinscriptions",
    "Bonjour, qui peut valider mes préinscriptions pendant les congés de Dominique ?",
  )
  if (isMany)
    await seedCrowd(region, {
      institut: institut.id,
      mission: mission.id,
      others: others.slice(120).flatMap(({ id, state }) => (state === "active" ? [id] : [])),
      referent,
    })
  await seedApplications(tx, ago, manager, [
    { accountId: member, affiliationId: prepares, daysAgo: 2 },
    { accountId: referent, affiliationId: validates, daysAgo: 9 },
  ])
  await region.writeJournal()
  await tx.announcement.createMany({ data: announcements(ago, manager) })
  const bodies = [institut, ...others.slice(0, 90)].filter(({ types, state }) => types.includes("formateur") && state === "active")
  await seedRafael(tx, now, bodies.slice(0, 24), prescribers.slice(0, 8))
  await seedProgramme(tx, now, bodies.slice(0, 6), [{ accountId: member, structureId: mission.id }, ...(await colleagues(tx, mission.id))])
}

const needsInTurn = ["offre", "inscrire", "preinscriptions", "valider", "parcourspro"] as const

/** Forty requests at the référent's door, four hundred people in one structure, and many first accounts for the managers. */
async function seedCrowd(
  region: Region,
  { institut, mission, others, referent }: { institut: string; mission: string; others: string[]; referent: string },
) {
  const need = (index: number) => needsInTurn[index % needsInTurn.length] ?? "offre"
  for (let index = 0; index < 37; index += 1) {
    const to = index % 3 === 0 ? mission : institut
    await region.waiting(await region.someone(), to, index % 4 === 0 ? "request" : "signup", need(index), 0.2 + index / 5)
  }
  for (let index = 0; index < 390; index += 1) {
    const rafaelProfil = index % 9 === 0 ? null : index % 2 === 0 ? "gestionnaire_catalogue" : "gestionnaire_general"
    await region.active(await region.someone(), institut, referent, { rafaelProfil, isEmployeur: index % 30 === 0 })
  }
  for (const [index, structureId] of others.entries())
    await region.waiting(await region.someone(), structureId, "signup", need(index), 0.5 + index / 20)
}

/** People of the region who register for the programme: first those of this structure. */
async function colleagues(tx: Tx, structureId: string) {
  const rows = await tx.affiliation.findMany({
    where: {
      status: "active",
      isEmployeur: false,
      structure: { state: "active" },
      account: { isManager: false, email: { not: "membre@demo.example" } },
    },
    orderBy: { id: "asc" },
    select: { accountId: true, structureId: true },
  })
  const [own, others] = [rows.filter((row) => row.structureId === structureId), rows.filter((row) => row.structureId !== structureId)]
  return [...own, ...others].slice(0, 40)
}

function announcements(ago: (days: number) => Date, authorId: string): Prisma.AnnouncementCreateManyInput[] {
  return [
    {
      tile: "rafael",
      title: "Le catalogue 2027 est ouvert à la saisie",
      body: "Publiez vos sessions avant le 15 janvier.",
      startsAt: ago(6),
      authorId,
    },
    {
      tile: "adherer",
      category: "aide",
      title: "Adhérer en ligne",
      body: "La campagne d’adhésion est ouverte jusqu’à la fin de l’année.",
      startsAt: ago(20),
      authorId,
    },
    {
      tile: "parcourspro",
      title: "Les rencontres de décembre",
      body: "Trois ateliers sur l’accueil des alternants, à Bordeaux, Poitiers et Pau.",
      startsAt: ago(3),
      authorId,
    },
    {
      tile: "cmonalternance",
      category: "suivi",
      title: "Un nouveau simulateur",
      body: "Calculez en une minute la rémunération d’un contrat.",
      startsAt: ago(12),
      authorId,
    },
  ]
}
