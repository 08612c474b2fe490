/**
 * The one seam (docs/decisions/0052): what the modules of the product, which stand above everything, answer when something ends or moves
 * below them. A gesture calls it in its own transaction, where the thing happens; a module that leaves an answer out does not compile.
 */
import "server-only"
import type { Context } from "@/lib/access/context"
import * as parcourspro from "@/lib/parcourspro/consequences/operations"
import { dataChecks as parcoursproChecks } from "@/lib/parcourspro/data-checks/queries"
import { ownTables as parcoursproTables } from "@/lib/parcourspro/own-data/queries"
import type { Tx } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import type { Table } from "@/lib/platform/text/csv"
import { lookup } from "@/lib/platform/text/lookup"
import * as rafael from "@/lib/rafael/consequences/operations"
import { dataChecks as rafaelChecks } from "@/lib/rafael/data-checks/queries"
import { dataChecks as signOnChecks } from "@/lib/signon/data-checks/queries"
import { ownTables as signOnTables } from "@/lib/signon/entries/queries"

type Pair = { keptId: string; absorbedId: string }

type Answers = {
  /** These affiliations ended, changed profil, or their account was closed. */
  rightsLost(tx: Tx, context: Context, affiliationIds: readonly string[]): Promise<void>
  /** Holds what these affiliations follow, in the order of locks, before several of them end in one gesture. */
  holdFollowed(tx: Tx, affiliationIds: readonly string[]): Promise<void>
  /** One account takes over another of the same person: its affiliations go on as these. What is returned comes back when the merge is undone. */
  affiliationsMove(
    tx: Tx,
    context: Context,
    moves: readonly { from: string; to: string }[],
    accounts: Pair,
  ): Promise<Prisma.InputJsonObject>
  /** Such a merge is undone: what each of these affiliations had (`from`, when it was made) is now that of another (`back`). */
  affiliationsPart(
    tx: Tx,
    context: Context,
    moves: readonly { from: string; to: string; back: string }[],
    accounts: Pair,
    answer: unknown,
  ): Promise<void>
  /** A structure closed or changed its types. */
  structureChanges(tx: Tx, context: Context, structureId: string): Promise<void>
  /** A structure is merged into another; what is returned comes back when the merge is undone. */
  structuresMerge(tx: Tx, context: Context, pair: Pair): Promise<Prisma.InputJsonObject>
  structuresPart(tx: Tx, context: Context, pair: Pair, answer: unknown): Promise<void>
  /** An account is erased: what its person wrote goes. */
  accountErased(tx: Tx, accountId: string): Promise<void>
}

/** Sign-on is not among them: what it answers, the database answers by itself (docs/decisions/0060). */
const modules: Record<"rafael" | "parcourspro", Answers> = { rafael, parcourspro }
const each = Object.entries(modules)

type Checks = Record<string, Prisma.Sql>
const checks: Record<keyof typeof modules | "signon", Checks> = {
  rafael: rafaelChecks,
  parcourspro: parcoursproChecks,
  signon: signOnChecks,
}
/** Rows that break what must be true of the modules' data, by what is wrong in words. */
export const dataChecks: Checks = Object.assign({}, ...Object.values(checks))

/** What the modules keep of an account's own person, for the archive that they take away. Rafael keeps that of candidates, who have no account. */
export async function ownTables(accountId: string): Promise<Table[]> {
  return [...(await parcoursproTables(accountId)), ...(await signOnTables(accountId))]
}

export async function rightsLost(...given: Parameters<Answers["rightsLost"]>) {
  for (const [, module] of each) await module.rightsLost(...given)
}

export async function holdFollowed(...given: Parameters<Answers["holdFollowed"]>) {
  for (const [, module] of each) await module.holdFollowed(...given)
}

/** What each module answered, by its name: `affiliationsPart` takes it back. */
export async function affiliationsMove(...given: Parameters<Answers["affiliationsMove"]>): Promise<Prisma.InputJsonObject> {
  const answers: Record<string, Prisma.InputJsonObject> = {}
  for (const [name, module] of each) answers[name] = await module.affiliationsMove(...given)
  return answers
}

export async function affiliationsPart(
  tx: Tx,
  context: Context,
  moves: readonly { from: string; to: string; back: string }[],
  accounts: Pair,
  answers: unknown,
) {
  for (const [name, module] of each) await module.affiliationsPart(tx, context, moves, accounts, answerOf(answers, name))
}

export async function structureChanges(...given: Parameters<Answers["structureChanges"]>) {
  for (const [, module] of each) await module.structureChanges(...given)
}

export async function accountErased(...given: Parameters<Answers["accountErased"]>) {
  for (const [, module] of each) await module.accountErased(...given)
}

/** What each module answered, by its name: `structuresPart` takes it back. */
export async function structuresMerge(...given: Parameters<Answers["structuresMerge"]>): Promise<Prisma.InputJsonObject> {
  const answers: Record<string, Prisma.InputJsonObject> = {}
  for (const [name, module] of each) answers[name] = await module.structuresMerge(...given)
  return answers
}

export async function structuresPart(tx: Tx, context: Context, pair: Pair, answers: unknown) {
  for (const [name, module] of each) await module.structuresPart(tx, context, pair, answerOf(answers, name))
}

/** What a module had answered; undefined in a merge made before it was there. */
function answerOf(answers: unknown, name: string): unknown {
  return lookup((typeof answers === "object" && answers !== null ? answers : {}) as Record<string, unknown>, name)
}
