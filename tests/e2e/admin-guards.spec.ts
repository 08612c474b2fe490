/**
 * 32, 38: every page, file and form of /admin, found by walking its folder. Each kind of person opens and posts them, with and without
 * middleware.ts. Whoever is not a manager gets 404, and nothing changes.
 */
import { readdirSync } from "node:fs"
import path from "node:path"
import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { drawnForField } from "@/lib/platform/http/form-state"
import { cookieOf } from "@/tests/support/cookies"
import { actionFormsIn, bareRequest, encodeForm } from "@/tests/support/e2e-forms"
import { portals, someone } from "@/tests/support/e2e-people"
import { anAccount, anActiveAffiliation, aPendingRequest, aStructure, aStructureWithReferent } from "@/tests/support/factories"
import { anEvent, aYear } from "@/tests/support/parcourspro"
import { anApplication } from "@/tests/support/sign-on"

const secret = "Zéphirine"

/** Everything that an address of /admin may name. All the names contain `secret`, which nobody but a manager may read. */
async function aWorld() {
  const mark = crypto.randomUUID().slice(0, 8)
  const { structure, referent } = await aStructureWithReferent({ raisonSociale: `${secret} ${mark}`, types: ["formateur", "prescripteur"] })
  const person = await anAccount({ firstName: secret, email: `zephirine.${mark}@exemple.fr` })
  await anActiveAffiliation(person.id, structure.id, { rafaelProfil: "gestionnaire_general" })
  await aPendingRequest((await anAccount({ firstName: secret })).id, structure.id, { escalatedAt: new Date() })
  const other = await aStructure({ raisonSociale: `${secret} bis ${mark}` })
  const manager = await someone("Gestion", { isManager: true })
  const now = new Date()
  const { id: announcement } = await db.announcement.create({ data: { tile: "rafael", title: secret, body: secret } })
  const { id: link } = await db.tileLink.create({
    data: { tile: "rafael", label: secret, address: "/rafael", position: 99, profils: ["prescripteur_1"], updatedAt: now },
  })
  const columns = { header: ["siret", "raison_sociale"], map: { siret: "siret", raison_sociale: "raison_sociale" } }
  const report = {
    created: 0,
    changed: 0,
    unchanged: 0,
    rejectedCount: 1,
    rejected: [{ line: 2, reason: secret }],
    samples: { created: [], changed: [] },
  }
  const file = {
    fileName: `${secret}.csv`,
    content: Buffer.from("siret;raison_sociale\n"),
    columns,
    total: 0,
    createdBy: manager.id,
    createdAt: now,
  }
  const { id: upload } = await db.structureImport.create({ data: { ...file, status: "checked", report } })
  const { id: correction } = await db.correction.create({
    data: { structureId: structure.id, accountId: referent.id, proposed: { sigle: { from: "", to: secret } } },
  })
  await db.referentChange.create({
    data: { structureId: structure.id, accountId: referent.id, proposed: { affiliationId: null, isLeaving: true } },
  })
  await db.contactMessage.create({ data: { name: secret, email: person.email, subject: secret, message: secret, createdAt: now } })
  await db.message.create({ data: { template: "left", data: {}, toEmail: person.email, accountId: person.id, status: "failed" } })
  const member = await someone("Membre")
  await anActiveAffiliation(member.id, structure.id)
  const cookies = {
    member: await cookieOf(member.id),
    référent: await cookieOf(referent.id),
    manager: await cookieOf(manager.id),
  }
  const { id: application } = await anApplication({ name: `${secret} ${mark}` })
  const { id: event } = await anEvent(structure.id, { title: `${secret} ${mark}` })
  const { id: review } = await db.review.create({
    data: {
      scope: "profil",
      scopeValue: mark,
      message: secret,
      deadline: now,
      openedAt: now,
      openedBy: manager.id,
      structures: { create: { structureId: structure.id, people: 0, waiting: 0 } },
    },
  })
  const ids: Record<string, string> = {
    revues: review,
    structures: structure.id,
    comptes: person.id,
    actualites: announcement,
    tuiles: link,
    import: upload,
    actions: event,
    applications: application,
    modifications: correction,
  }
  const own = { member: member.id, référent: referent.id, manager: manager.id }
  return { ids, cookies, own, structure, person, other }
}
type World = Awaited<ReturnType<typeof aWorld>>

/** A year of its own, so that no page shows the papers of these tests. */
const uploadYear = 2190
/** Where managers send files: what, and where they come back to. */
const uploads = [
  {
    address: "/api/imports",
    content: "siret;raison_sociale\n",
    more: {},
    kept: (fileName: string) => db.structureImport.count({ where: { fileName } }),
    landed: /\/admin\/structures\/import\/[0-9a-f-]{36}$/,
  },
  {
    address: "/api/imports/adhesion",
    content: "%PDF-1.7\n%%EOF\n",
    more: { year: String(uploadYear), kind: "charter" },
    kept: (fileName: string) => db.campaignFile.count({ where: { fileName } }),
    landed: /\/admin\/campagnes\?fait=fichier/,
  },
]

/** Every address under app/admin, with the parameters that it may have. */
function addresses({ ids, structure, person, other }: World) {
  const root = path.resolve(import.meta.dirname, "../../app/admin")
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /(^|\/)(page|route)\.tsx?$/.test(file))
  const found = files.map((file) => {
    const parts = path
      .dirname(file)
      .split("/")
      .filter((part) => part !== ".")
    const named = parts.map((part, index) =>
      part === "[id]"
        ? (ids[parts[index - 1] ?? ""] ?? "")
        : part === "[geste]"
          ? `accepter?onglet=modifications&choix=${ids.modifications}`
          : part,
    )
    const address = ["/admin", ...named].join("/")
    // A session is one of an action.
    return address.endsWith("/sessions/nouvelle") ? `${address}?action=${ids.actions}` : address
  })
  const tabs = ["referencements", "modifications", "referents", "sans-reponse", "messages"]
  return [
    ...found,
    ...tabs.map((tab) => `/admin/demandes?onglet=${tab}`),
    `/admin/structures/${structure.id}/types?type=prescripteur`,
    `/admin/structures/${structure.id}/fusion?siret=${other.siret}`,
    `/admin/comptes?q=${encodeURIComponent(person.email)}`,
    `/admin/courriels?adresse=${encodeURIComponent(person.email)}`,
  ]
}

for (const [what, at] of portals) {
  test(`${what}: every address of /admin is a manager's alone`, async () => {
    test.setTimeout(120_000)
    const world = await aWorld()
    const paths = addresses(world)
    expect(paths.length).toBeGreaterThan(25)
    for (const address of paths) {
      const asked = (cookie?: string) => bareRequest(at + address, cookie ? { headers: { cookie } } : {})
      const [stranger, member, referent, manager] = [
        await asked(),
        await asked(world.cookies.member),
        await asked(world.cookies.référent),
        await asked(world.cookies.manager),
      ]
      const says = (answer: { status: number; headers: Record<string, unknown>; body: string }) =>
        answer.status === 307 || answer.body.includes("/connexion?retour=") ? "sign in" : answer.status
      expect([address, says(stranger), says(member), says(referent), says(manager)]).toEqual([address, "sign in", 404, 404, 200])
      for (const { body } of [stranger, member, referent]) expect([address, body.includes(secret)]).toEqual([address, false])
    }
  })

  test(`${what}: every form of /admin, posted by anyone else, changes nothing`, async () => {
    test.setTimeout(120_000)
    const world = await aWorld()
    const forms = new Map<string, { address: string; fields: Record<string, string> }>()
    for (const address of addresses(world)) {
      const { body } = await bareRequest(at + address, { headers: { cookie: world.cookies.manager } })
      for (const { action, fields } of actionFormsIn(body))
        forms.set(`${address} ${action} ${Object.keys(fields).join()}`, { address, fields })
    }
    expect(forms.size).toBeGreaterThan(30)
    const before = await stateOf(world)
    for (const { address, fields } of forms.values())
      for (const [cookie, own] of [
        [undefined, ""],
        [world.cookies.member, world.own.member],
        [world.cookies.référent, world.own.référent],
      ] as const) {
        // The posted fields do not contain the secret, because an answer may repeat what was typed.
        const typed = Object.entries(fields).map(([name, value]) => [name, value.replaceAll(secret, "Intrus")])
        const { body, headers } = encodeForm({ ...Object.fromEntries(typed), [drawnForField]: own })
        const answer = await bareRequest(at + address, {
          method: "POST",
          headers: { ...headers, origin: at, ...(cookie ? { cookie } : {}) },
          body,
        })
        expect([address, answer.status < 500, answer.body.includes(secret)]).toEqual([address, true, false])
      }
    expect(await stateOf(world)).toEqual(before)
    // The forms do work: a manager posts one of them, and the data change.
    const [alive] = [...forms.values()].filter(({ fields }) => "startsOn" in fields)
    const { body, headers } = encodeForm(alive?.fields ?? {})
    await bareRequest(at + (alive?.address ?? ""), {
      method: "POST",
      headers: { ...headers, origin: at, cookie: world.cookies.manager },
      body,
    })
    expect(await stateOf(world)).not.toEqual(before)
  })

  for (const { address, content, more, kept, landed } of uploads)
    test(`${what}: a file sent to ${address} is received from managers alone`, async () => {
      const world = await aWorld()
      await aYear(uploadYear)
      const fileName = `${crypto.randomUUID()}.txt`
      const send = (cookie: string, origin = at, own = world.own.manager) => {
        const boundary = `----${crypto.randomUUID()}`
        const fields = Object.entries({ [drawnForField]: own, ...more }).map(
          ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
        )
        const body = Buffer.from(
          `${fields.join("")}--${boundary}\r\nContent-Disposition: form-data; name="fichier"; filename="${fileName}"\r\nContent-Type: text/plain\r\n\r\n${content}\r\n--${boundary}--\r\n`,
        )
        const headers = {
          "content-type": `multipart/form-data; boundary=${boundary}`,
          "content-length": String(body.length),
          cookie,
          origin,
        }
        return bareRequest(at + address, { method: "POST", headers, body })
      }
      for (const who of ["member", "référent"] as const) expect((await send(world.cookies[who])).status).toBe(404)
      expect((await send(world.cookies.manager, "https://mal.example")).status).toBe(403)
      expect((await send("")).headers.location).toContain("/connexion")
      expect((await send(world.cookies.manager, at, world.own.member)).headers.location, "chosen on someone else’s page").toContain(
        "refus=autre-compte",
      )
      expect(await kept(fileName)).toBe(0)
      const sent = await send(world.cookies.manager)
      expect([sent.status, landed.test(sent.headers.location ?? "")]).toEqual([303, true])
      expect(await kept(fileName)).toBe(1)
    })
}

/** What the forms of this world could change. */
async function stateOf({ ids, structure, person }: World) {
  const own = { structureId: structure.id }
  const rows = await Promise.all([
    db.account.findUniqueOrThrow({ where: { id: person.id } }),
    db.structure.findUniqueOrThrow({ where: { id: structure.id } }),
    db.affiliation.findMany({ where: own, orderBy: { id: "asc" } }),
    db.correction.findMany({ where: own }),
    db.referentChange.findMany({ where: own }),
    db.contactMessage.findMany({ where: { email: person.email } }),
    db.announcement.findUniqueOrThrow({ where: { id: ids.actualites ?? "" } }),
    db.structureImport.findUniqueOrThrow({ where: { id: ids.import ?? "" }, omit: { content: true } }),
    db.message.count({ where: { toEmail: person.email } }),
    db.managerNomination.count({ where: { accountId: person.id } }),
    db.session.count({ where: { accountId: person.id } }),
    db.structureMerge.count({ where: { keptId: structure.id } }),
  ])
  return JSON.parse(JSON.stringify(rows)) as unknown
}
