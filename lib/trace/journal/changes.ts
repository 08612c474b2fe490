/**
 * What a row of the journal keeps of what changed, and how a person reads it: each shape has its French words, or says that it has none
 * (docs/decisions/0045-changes-are-told.md). Codes and ids rather than names: the journal is kept longer than people's data.
 */
import * as z from "zod/mini"
import { counted } from "@/lib/platform/text/counts"
import { lookup } from "@/lib/platform/text/lookup"
import { formatDay } from "@/lib/platform/time/dates"
import type { Action } from "@/lib/trace/journal/catalogue"
import { accountFieldNames } from "@/lib/vocabulary/accounts/rules"
import { needs, needWords, profilNames } from "@/lib/vocabulary/profils/rules"
import { rightsShape } from "@/lib/vocabulary/profils/schema"
import { scopes, scopeWords } from "@/lib/vocabulary/reviews/rules"
import { formatSiret, formatTypes, structureFieldNames } from "@/lib/vocabulary/structures/rules"

type Kept<Shape> = { shape: Shape; read: (column: unknown) => string | null }

/** A shape, and what is told of it: null when a person would learn nothing, or when the column holds another shape. */
function kept<Shape extends z.ZodMiniType>(shape: Shape, told: (changes: z.output<Shape>) => string | null): Kept<Shape> {
  const read = (column: unknown) => {
    const found = shape.safeParse(column)
    return found.success ? told(found.data) : null
  }
  return { shape, read }
}

/** Ids that lead the programs, not people: the sentence says the rest. */
function silent<Shape extends z.ZodMiniType>(shape: Shape) {
  return kept(shape, () => null)
}

const text = z.string()
const instant = z.iso.datetime()
const flag = z.boolean()
const count = z.number()
const types = z.array(z.enum(["formateur", "prescripteur"]))
/** As `rightsShape`, what a row does not mention was not held. */
const held = z.extend(rightsShape, { isReferent: z._default(flag, false) })
const texts = z.record(z.string(), z.nullable(z.string()))

/** The codes of a table of words: writing another one does not compile. */
function wordsOf<Table extends Record<string, string>>(table: Table) {
  return Object.keys(table) as (keyof Table & string)[]
}

const fieldNames = { ...structureFieldNames, types: structureFieldNames.type, ...accountFieldNames }
const nameOf = (field: string) => lookup(fieldNames, field) ?? field
const fields = kept(
  z.object({ fields: z.array(z.enum(wordsOf(fieldNames))) }),
  ({ fields }) => `Concerne : ${fields.map((field) => fieldNames[field]).join(", ")}.`,
)
const link = kept(z.object({ label: text, address: text }), ({ label, address }) => `« ${label} », vers ${address}.`)
const campaignFiles = { charter: "Charte", form: "Formulaire", flyer: "Flyer des salles" }
const campaignFile = kept(
  z.object({ year: count, kind: z.enum(wordsOf(campaignFiles)) }),
  ({ year, kind }) => `${campaignFiles[kind]}, ${year}.`,
)
const said = (value: string | null | undefined) => (value ? `« ${value} »` : "rien")

type Rights = Parameters<typeof profilNames>[0] & { isReferent?: boolean }
const rightsOf = (rights: Rights) => [...profilNames(rights), ...(rights.isReferent ? ["référent·e"] : [])].join(", ")
const rightsHeld = kept(held, (rights) => `Droits : ${rightsOf(rights)}.`)
const rightsLost = (rights: Rights) => `Droits perdus : ${rightsOf(rights)}.`
const beforeAndAfter = ({ before, after }: { before: Rights; after: Rights }) => `Avant : ${rightsOf(before)}. Après : ${rightsOf(after)}.`

/** The référent, by their id, in whose place someone decided. */
const inPlace = { inPlaceOf: z.optional(z.nullable(text)) }
const standIn = " En suppléance."

const paces = { each: "Un message à chaque demande.", daily: "Un message par jour.", none: "Aucun message." } as const
const ways = { retry: "Le même, tenté à nouveau.", renew: "Avec un nouveau lien.", copy: "Une copie." } as const

const proofs = { password: "Par mot de passe.", passkey: "Par clé d’accès.", code: "Par un code de l’application." } as const
const proof = kept(z.object({ by: z.enum(wordsOf(proofs)) }), ({ by }) => proofs[by])

const recruitmentWords = { open: "Recrutement ouvert.", closed: "Recrutement clos.", suspended: "Recrutement suspendu." } as const

const kinds = {
  "session.open": proof,
  "session.complete": proof,
  "account.update": fields,
  "account.merge": silent(z.object({ absorbedId: text })),
  "account.undo-merge": silent(z.object({ absorbedId: text })),
  "account.disable": kept(z.object({ withoutReferent: z.array(text) }), ({ withoutReferent }) =>
    withoutReferent.length > 0 ? `Reste sans référent : ${counted(withoutReferent.length, "structure")}.` : null,
  ),
  "account.take-control": silent(z.object({ sessionId: text })),
  "account.give-control-back": silent(z.object({ sessionId: text })),
  "session.end-all": kept(z.object({ count }), ({ count }) => `${counted(count, "connexion")}.`),
  "affiliation.request": kept(z.object({ origin: text, need: z.nullable(z.enum(needs)) }), ({ need }) =>
    need ? `Besoin : « ${needWords[need]} ».` : null,
  ),
  "affiliation.validate": kept(
    z.extend(held, inPlace),
    ({ inPlaceOf, ...rights }) => `Droits : ${rightsOf(rights)}.${inPlaceOf ? standIn : ""}`,
  ),
  "affiliation.refuse": kept(z.object(inPlace), ({ inPlaceOf }) => (inPlaceOf ? standIn.trim() : null)),
  "absence.set": kept(
    z.object({ startsAt: instant, endsAt: instant, standInId: z.nullable(text) }),
    ({ startsAt, endsAt, standInId }) =>
      `Du ${formatDay(new Date(startsAt))} au ${formatDay(new Date(Date.parse(endsAt) - 1))}${standInId ? ", avec suppléance" : ""}.`,
  ),
  "invitation.send": kept(
    z.extend(rightsShape, { isAgain: flag }),
    ({ isAgain, ...rights }) => `${isAgain ? "Renvoyée. " : ""}Droits proposés : ${rightsOf(rights)}.`,
  ),
  "invitation.accept": rightsHeld,
  "affiliation.detach": kept(z.extend(held, { withoutReferent: flag }), ({ withoutReferent, ...rights }) =>
    withoutReferent ? `${rightsLost(rights)} La structure reste sans référent.` : rightsLost(rights),
  ),
  "affiliation.leave": kept(held, rightsLost),
  "affiliation.close": kept(held, rightsLost),
  "affiliation.join": kept(z.object({ before: held, after: held }), beforeAndAfter),
  "review.open": kept(
    z.object({ scope: z.enum(scopes), scopeValue: z.nullable(text), people: count }),
    ({ people, ...scope }) => `${scopeWords(scope)}, ${counted(people, "personne")}.`,
  ),
  "profils.set": kept(z.object({ before: rightsShape, after: rightsShape }), beforeAndAfter),
  "referent.remove": kept(z.object({ withoutReferent: flag }), ({ withoutReferent }) =>
    withoutReferent ? "La structure reste sans référent." : null,
  ),
  "referent.set-pace": kept(z.object({ pace: z.enum(wordsOf(paces)) }), ({ pace }) => paces[pace]),
  "preregistration.attended": kept(z.object({ attended: z.boolean() }), ({ attended }) => (attended ? "Présent·e." : "Absent·e.")),
  "received.set-pace": kept(z.object({ pace: z.enum(wordsOf(paces)) }), ({ pace }) => paces[pace]),
  "referent-change.send": kept(z.object({ affiliationId: z.optional(z.nullable(text)), isLeaving: flag }), ({ isLeaving }) =>
    isLeaving ? "Annonce son départ." : null,
  ),
  "correction.send": fields,
  "correction.accept": fields,
  "correction.refuse": fields,
  "structure.create": kept(z.object({ siret: text, types }), ({ siret, types }) => `SIRET ${formatSiret(siret)}. ${formatTypes(types)}.`),
  "structure.update": kept(z.object({ before: texts, after: texts }), ({ before, after }) =>
    Object.entries(after)
      .map(([field, value]) => `${nameOf(field)} : ${said(lookup(before, field))}, devenu ${said(value)}.`)
      .join(" "),
  ),
  "structure.set-types": kept(z.object({ before: types, after: types, people: count }), ({ before, after, people }) =>
    [
      `Avant : ${formatTypes(before)}. Après : ${formatTypes(after)}.`,
      ...(people > 0 ? [`Droits perdus : ${counted(people, "personne")}.`] : []),
    ].join(" "),
  ),
  "structure.close": silent(z.object({ successorId: z.nullable(text) })),
  "structure.merge": kept(z.object({ mergeId: text, people: count }), ({ people }) => `Rattachements et demandes déplacés : ${people}.`),
  "structure.absorb": silent(z.object({ mergeId: text })),
  "structure.import": kept(
    z.object({ created: count, changed: count, rejected: count }),
    ({ created, changed, rejected }) => `Créées : ${created}. Modifiées : ${changed}. Écartées : ${rejected}.`,
  ),
  "offer.imported": kept(
    z.object({ created: count, changed: count, rejected: count }),
    ({ created, changed, rejected }) => `Créées : ${created}. Modifiées : ${changed}. Écartées : ${rejected}.`,
  ),
  "people.export": kept(
    z.object({ isSearched: flag, profil: z.nullable(text), referent: flag, employeur: flag }),
    ({ isSearched, profil, referent, employeur }) =>
      isSearched || profil || referent || employeur ? "Une partie de la liste." : "Toute la liste.",
  ),
  "manager.confirm": silent(z.object({ nominationId: text })),
  "manager.drop-nomination": silent(z.object({ nominationId: text })),
  "message.resend": kept(z.object({ way: z.enum(wordsOf(ways)) }), ({ way }) => ways[way]),
  "announcement.publish": kept(z.object({ startsAt: z.nullable(instant), endsAt: z.nullable(instant) }), ({ startsAt, endsAt }) => {
    const from = startsAt ? `Visible dès le ${formatDay(new Date(startsAt))}` : "Visible"
    return endsAt ? `${from}, jusqu’au ${formatDay(new Date(endsAt))}.` : `${from}.`
  }),
  "tile-link.saved": link,
  "tile-link.removed": link,
  "session.created": silent(z.object({ courseId: text })),
  "session.moved": kept(z.object({ concerned: count }), ({ concerned }) => `Personnes prévenues : ${concerned}.`),
  "session.cancelled": kept(z.object({ concerned: count }), ({ concerned }) => `Préinscriptions closes : ${concerned}.`),
  "session.recruitment": kept(
    z.object({ recruitment: z.enum(wordsOf(recruitmentWords)) }),
    ({ recruitment }) => recruitmentWords[recruitment],
  ),
  "preregistration.exported": kept(z.object({ rows: count }), ({ rows }) => `${counted(rows, "ligne")}.`),
  "preregistration.reassigned": silent(z.object({ from: z.nullable(text), to: z.nullable(text) })),
  "employer.set-pace": kept(z.object({ pace: z.enum(wordsOf(paces)) }), ({ pace }) => paces[pace]),
  "presence.recorded": kept(z.object({ count }), ({ count }) => `${counted(count, "personne")}.`),
  "document.issued": kept(z.object({ number: text }), ({ number }) => `${number}.`),
  "document.reissued": kept(z.object({ number: text, version: count }), ({ number, version }) => `${number}, version ${version}.`),
  "registration.exported-year": kept(z.object({ rows: count }), ({ rows }) => `${counted(rows, "ligne")}.`),
  "registration.exported": kept(z.object({ rows: count }), ({ rows }) => `${counted(rows, "ligne")}.`),
  "membership.exported": kept(z.object({ rows: count }), ({ rows }) => `${counted(rows, "ligne")}.`),
  "membership.asked": kept(z.object({ year: count }), ({ year }) => `Année ${year}.`),
  "membership.accepted": kept(z.object({ year: count }), ({ year }) => `Année ${year}.`),
  "membership.refused": kept(z.object({ year: count }), ({ year }) => `Année ${year}.`),
  "campaign.file-kept": campaignFile,
  "campaign.file-removed": campaignFile,
  "campaign.changed": kept(z.object({ year: count }), ({ year }) => `Année ${year}.`),
  "event.dead": kept(z.object({ count }), ({ count }) => `${counted(count, "événement")}.`),
  "journal.export": kept(z.object({ isFiltered: flag }), ({ isFiltered }) => (isFiltered ? "Une partie du journal." : "Tout le journal.")),
} as const satisfies { [A in Action]?: Kept<z.ZodMiniType> }

/** What each action may keep of what changed. An action that is not here keeps nothing. */
export type Changes = { [A in keyof typeof kinds]: z.output<(typeof kinds)[A]["shape"]> }

/** What someone's information was before they changed it, in words: the column of `former_values`. Null when nothing is kept. */
export function formerOf(column: unknown): string | null {
  const found = texts.safeParse(column)
  if (!found.success) return null
  return wordsOf(accountFieldNames)
    .filter((field) => field in found.data)
    .map((field) => `${accountFieldNames[field]}, avant : ${said(found.data[field])}.`)
    .join(" ")
}

/** What changed, in words; null when the row keeps nothing of it that a person would read. */
export function detailOf(action: string, changes: unknown): string | null {
  return lookup(kinds, action)?.read(changes) ?? null
}
