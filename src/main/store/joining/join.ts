import { hash } from 'node:crypto'
import { demandNothingLost } from '../file/file-signs.ts'
import { demandClosed } from '../file/replace-file.ts'
import { whileHeld } from '../file/sqlite.ts'
import { lastEntry } from '../journal/entries.ts'
import { genesis, type AuditFact, type JoinDetail } from '../journal/entry.ts'
import { findJoin } from '../journal/joined.ts'
import type { Journal } from '../journal/journal.ts'
import { bringOver } from './bring-over.ts'
import { keepArchive } from './join-archive.ts'
import { withSide, type JoinPlace, type JoinSide } from './join-side.ts'

/** Which registry is taken into which, and how the journal of that one says so. */
export interface JoinOrder {
  /** Must not be open anywhere; it stays as it is. */
  readonly from: JoinPlace
  readonly into: JoinPlace
  readonly now: () => number
  readonly factOf: (detail: JoinDetail) => AuditFact
  /** Brings what is kept beside the one registry to the other, while nobody can change the one. */
  readonly besides: (journal: Journal) => Promise<void>
}

/** What the registry has that is taken in. */
export interface JoinPlan {
  readonly issuances: number
  readonly keys: number
  readonly people: number
  readonly templates: number
  /** Of its journal. */
  readonly entries: number
}

/**
 * Takes a registry into another in one commit, with the entry that says so, and keeps the whole of it beside
 * that one first. `decide` is told what would come. Returns what the journal says of it, undefined where it was
 * decided against. Done again, it brings only what came since. Throws RegistryError, and ProcedureError
 * `join-refused` where a journal does not hold, `issuance-in-use`, `terminal-not-admitted` or
 * `secrets-unavailable`: nothing has changed then.
 */
export async function joinRegistry(
  order: JoinOrder,
  decide: (plan: JoinPlan) => Promise<boolean>,
): Promise<JoinDetail | undefined> {
  await demandNothingLost(order.from.file)
  await demandClosed(order.from.file)
  return await withSide(order.into, order.now, async (into) =>
    withSide(order.from, order.now, async (from) =>
      whileHeld(order.from.file, async () => {
        await from.claims.demandAllFree()
        await into.claims.demandAllFree()
        return (await decide(await planOf(from))) ? await take(order, from, into) : undefined
      }),
    ),
  )
}

async function planOf({ db }: JoinSide): Promise<JoinPlan> {
  const { fn } = db
  const rows = async (table: 'issuances' | 'keys' | 'people' | 'audit') =>
    (await db.selectFrom(table).select(fn.countAll<number>().as('n')).executeTakeFirst())?.n ?? 0
  const templates = await db.selectFrom('templates').select('id').distinct().execute()
  return {
    issuances: await rows('issuances'),
    keys: await rows('keys'),
    people: await rows('people'),
    templates: templates.length,
    entries: await rows('audit'),
  }
}

/** A join that was killed after its commit has its archive and its entry. */
async function take(order: JoinOrder, from: JoinSide, into: JoinSide): Promise<JoinDetail> {
  const origin = hash('sha256', Buffer.from(from.publicKey, 'base64'))
  const until = (await lastEntry(from.db)) ?? { seq: 0, hash: genesis }
  const told = await findJoin(into.db, { origin, until })
  if (told) await into.db.transaction().execute((trx) => bringOver(from, into, trx))
  const detail = told ?? (await takeAnew(order, from, into, { origin, until }))
  await order.besides(into.journal)
  return detail
}

async function takeAnew(
  order: JoinOrder,
  from: JoinSide,
  into: JoinSide,
  source: Pick<JoinDetail, 'origin' | 'until'>,
): Promise<JoinDetail> {
  const archive = await keepArchive(from.db, order.into.file, order.now())
  let detail: JoinDetail = { kind: 'join', archive, ...source, issuances: 0 }
  await into.journal.appendOf(async (trx) => {
    detail = { ...detail, issuances: await bringOver(from, into, trx) }
    return order.factOf(detail)
  })
  return detail
}
