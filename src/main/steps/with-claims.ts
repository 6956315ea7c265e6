import type { Issuance } from '../../shared/records.ts'
import { ProcedureError } from '../conversation.ts'
import type { Office } from '../office.ts'

/**
 * Works on rows that no other station works on meanwhile. Throws ProcedureError `issuance-in-use`.
 * What a crash interrupts stays claimed until the claimant is known to be gone.
 */
export async function withClaims<T>(
  { registry }: Office,
  rows: readonly Pick<Issuance, 'id'>[],
  work: () => Promise<T>,
): Promise<T> {
  const claimed: string[] = []
  try {
    for (const { id } of rows) {
      await registry.claims.claim(id)
      claimed.push(id)
    }
    return await work()
  } finally {
    for (const id of claimed) await registry.claims.release(id).catch(() => undefined)
  }
}

/** Whether this is the refusal of a row that somebody else works on. */
export function isInUse(error: unknown): boolean {
  return error instanceof ProcedureError && error.reason.code === 'issuance-in-use'
}
