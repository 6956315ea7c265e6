import type { Transaction } from 'kysely'
import type { Schema } from '../schema.ts'
import type { JoinSide } from './join-side.ts'
import { joinIssuances } from './joined-issuances.ts'
import { joinActivations, joinKeys, joinPeople, joinProposals } from './joined-rows.ts'
import { joinTemplates } from './joined-templates.ts'

/**
 * Brings all rows of one registry into another, but for its journal and where its readings ended, and returns
 * how many issuances are new. Done again, it changes nothing.
 */
export async function bringOver(
  from: JoinSide,
  into: JoinSide,
  trx: Transaction<Schema>,
): Promise<number> {
  const ciphers = { from: from.cipher, into: into.cipher }
  const came = await joinIssuances(from.db, trx, ciphers)
  await joinKeys(from.db, trx)
  await joinPeople(from.db, trx)
  await joinTemplates(from.db, trx)
  await joinProposals(from.db, trx)
  await joinActivations(from.db, trx)
  return came
}
