/**
 * 32, 33: everyone posts the forms of a structure by hand to their own addresses, as if drawn for them, with and without middleware.ts. People without the
 * right get 404, leave a row in the journal, and change nothing.
 */
import { expect } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { drawnForField } from "@/lib/platform/http/form-state"
import { markOf } from "@/lib/vocabulary/profils/rules"
import { cookieOf } from "@/tests/support/cookies"
import { bareRequest, encodeForm, reactFieldsIn } from "@/tests/support/e2e-forms"
import { portals } from "@/tests/support/e2e-people"
import { test, type World } from "@/tests/support/e2e-world"

type Form = {
  name: string
  path: (world: World) => string
  marker: string
  fields: (world: World) => Record<string, string>
  /** Who may (Y) or may not (-): stranger, member, référent elsewhere, manager. The référent of the structure always may. */
  others: string
  isDone: (world: World) => Promise<boolean>
}

const affiliationOf = (id: string) => db.affiliation.findUniqueOrThrow({ where: { id } })
const seen = markOf({ rafaelProfil: "prescripteur_1", isEmployeur: false, isPrestataire: false })
const isRefused = async ({ request }: World) => (await affiliationOf(request)).status === "refused"
const isValidated = async ({ request }: World) => (await affiliationOf(request)).status === "active"

const forms: Form[] = [
  {
    name: "validate",
    path: ({ request }) => `/demandes/${request}/valider`,
    marker: "Confirmer",
    fields: ({ request }) => ({ affiliationId: request, rafaelProfil: "" }),
    others: "---Y",
    isDone: isValidated,
  },
  {
    name: "refuse",
    path: ({ request }) => `/demandes/${request}/refuser`,
    marker: "Confirmer le refus",
    fields: ({ request }) => ({ affiliationId: request, reason: "Inconnue ici" }),
    others: "---Y",
    isDone: isRefused,
  },
  {
    name: "validate several",
    path: ({ request }) => `/demandes/lot?demande=${request}`,
    marker: "Valider la demande",
    fields: ({ request }) => ({ [`profil-${request}`]: "" }),
    others: "---Y",
    isDone: isValidated,
  },
  {
    name: "refuse several",
    path: ({ request }) => `/demandes/lot?demande=${request}`,
    marker: "Confirmer le refus",
    fields: ({ request }) => ({ affiliationIds: request, reason: "Inconnue ici" }),
    others: "---Y",
    isDone: isRefused,
  },
  {
    name: "set a right",
    path: ({ structure, affiliation }) => `/mes-structures/${structure}/droits/${affiliation}`,
    marker: "Retirer",
    fields: ({ affiliation }) => ({ affiliationId: affiliation, gesture: "add", profil: "employeur", seen }),
    others: "---Y",
    isDone: async ({ affiliation }) => (await affiliationOf(affiliation)).isEmployeur,
  },
  {
    name: "detach",
    path: ({ structure, affiliation }) => `/mes-structures/${structure}/detacher/${affiliation}`,
    marker: "Confirmer le détachement",
    fields: ({ affiliation }) => ({ affiliationId: affiliation, reason: "" }),
    others: "---Y",
    isDone: async ({ affiliation }) => (await affiliationOf(affiliation)).status === "ended",
  },
  {
    name: "send a correction",
    path: ({ structure }) => `/mes-structures/${structure}/modification`,
    marker: "Envoyer le signalement",
    fields: ({ structure }) => ({
      structureId: structure,
      raisonSociale: "Autre nom",
      sigle: "",
      enseigne: "",
      address: "",
      postcode: "",
      city: "",
      type: "",
      message: "",
    }),
    others: "----",
    isDone: async ({ structure }) => (await db.correction.count({ where: { structureId: structure } })) === 1,
  },
  {
    name: "ask for a change of référent",
    path: ({ structure }) => `/mes-structures/${structure}/referent`,
    marker: "Envoyer la demande",
    fields: ({ structure }) => ({ structureId: structure, affiliationId: "", isLeaving: "on", message: "" }),
    others: "----",
    isDone: async ({ structure }) => (await db.referentChange.count({ where: { structureId: structure } })) === 1,
  },
  {
    name: "choose how often to be told",
    path: ({ structure }) => `/mes-structures/${structure}`,
    marker: "Enregistrer",
    fields: ({ structure }) => ({ structureId: structure, pace: "daily" }),
    others: "----",
    isDone: async ({ structure }) => (await db.affiliation.count({ where: { structureId: structure, noticePace: "daily" } })) === 1,
  },
]

for (const [what, at] of portals)
  test.describe(what, () => {
    for (const form of forms)
      test(`${form.name}: only those of the table`, async ({ world }) => {
        const url = at + form.path(world)
        const { body } = await bareRequest(url, { headers: { cookie: world.cookies.referent ?? "" } })
        const hidden = reactFieldsIn(body, form.marker)
        const post = (who: keyof World["people"]) => {
          const { body: sent, headers } = encodeForm({ ...hidden, ...form.fields(world), [drawnForField]: world.people[who].id })
          return bareRequest(url, {
            method: "POST",
            body: sent,
            headers: { ...headers, cookie: world.cookies[who] ?? "", origin: new URL(at).origin },
          })
        }
        for (const [index, who] of (["stranger", "member", "elsewhere"] as const).entries()) {
          expect(form.others[index]).toBe("-")
          const actorId = world.people[who].id
          expect((await post(who)).status, who).toBe(404)
          expect(await form.isDone(world), who).toBe(false)
          expect(await db.journal.count({ where: { actorId, outcome: "refused" } }), `${who}: a trace`).toBeGreaterThan(0)
        }
        const mayManager = form.others[3] === "Y"
        if (!mayManager) {
          expect((await post("manager")).status).toBe(404)
          expect(await form.isDone(world)).toBe(false)
        }
        expect((await post(mayManager ? "manager" : "referent")).status).toBeLessThan(400)
        expect(await form.isDone(world)).toBe(true)
      })

    test("what concerns oneself is done by oneself: everyone else gets 404, a trace, and changes nothing", async ({ world }) => {
      const request = await affiliationOf(world.request)
      const membership = await db.affiliation.findFirstOrThrow({ where: { accountId: world.people.member.id } })
      const applicant = await cookieOf(request.accountId)
      const member = world.cookies.member ?? ""
      const gestures = [
        {
          path: "/mes-structures",
          marker: "Relancer",
          owner: applicant,
          id: request.id,
          fields: { affiliationId: request.id, from: "/mes-structures" },
        },
        {
          path: "/mes-structures",
          marker: "Annuler",
          owner: applicant,
          id: request.id,
          fields: { affiliationId: request.id, from: "/mes-structures" },
        },
        {
          path: "/mes-structures/changement-employeur",
          marker: "Prévenir et partir",
          owner: member,
          id: membership.id,
          fields: { message: "", [`quitte-${membership.id}`]: "on" },
        },
      ]
      for (const { path, marker, owner, id, fields } of gestures) {
        const hidden = reactFieldsIn((await bareRequest(at + path, { headers: { cookie: owner } })).body, marker)
        const post = (cookie: string, own?: string) => {
          const { body, headers } = encodeForm({ ...hidden, ...fields, ...(own ? { [drawnForField]: own } : {}) })
          return bareRequest(at + path, { method: "POST", body, headers: { ...headers, cookie, origin: new URL(at).origin } })
        }
        const before = await affiliationOf(id)
        for (const who of ["stranger", "elsewhere", "referent", "manager"] as const) {
          const actorId = world.people[who].id
          const traces = () => db.journal.count({ where: { actorId, targetId: id, outcome: "refused" } })
          const had = await traces()
          expect((await post(world.cookies[who] ?? "", actorId)).status, `${marker}, ${who}`).toBe(404)
          expect(await traces(), `${marker}, ${who}: a trace`).toBe(had + 1)
          expect(await affiliationOf(id)).toEqual(before)
        }
        expect((await post(owner)).status, marker).toBeLessThan(400)
        expect(await affiliationOf(id)).not.toEqual(before)
      }
    })
  })
