import type { Issuance } from '../../../shared/records.ts'
import type { Workplace } from '../../desk/facts.ts'
import { ProcedureError } from '../../procedure-error.ts'

/** Well within the lease: people may think about a question for as long as they want. */
const renewalMs = 3 * 60_000

/**
 * Works on rows that no other station works on meanwhile. Throws ProcedureError `issuance-in-use`. Where
 * a claim is lost all the same, for the machine slept, the next write to its row throws
 * `issuance-taken-over`, and nothing is done that was not written before. What a crash interrupts stays
 * claimed until the claimant is known to be gone.
 */
export async function withClaims<T>(
  { registry }: Workplace,
  rows: readonly Pick<Issuance, 'id'>[],
  work: () => Promise<T>,
): Promise<T> {
  const { claims } = registry
  const claimed: string[] = []
  const renewal = setInterval(() => {
    // What was lost is told by the next write.
    for (const id of claimed) claims.renew(id).catch(() => undefined)
  }, renewalMs)
  try {
    for (const { id } of rows) {
      await claims.claim(id)
      claimed.push(id)
    }
    return await work()
  } finally {
    clearInterval(renewal)
    for (const id of claimed) await claims.release(id).catch(() => undefined)
  }
}

/** Whether this is the refusal of a row that somebody else works on. */
export function isInUse(error: unknown): boolean {
  return error instanceof ProcedureError && error.reason.code === 'issuance-in-use'
}
