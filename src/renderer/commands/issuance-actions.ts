import { gateOf } from '../../shared/gates.ts'
import type { Issuance } from '../../shared/records.ts'
import type { Order } from '../../shared/run.ts'
import { startRun } from '../state/station.ts'
import { change } from '../state/store.ts'

/** What can be done to an issuance; handing a PIN over is done in the window, the rest is a run. */
export type IssuanceAction =
  | 'hand-over'
  | 'activate'
  | 'finish-unfinished'
  | 'inactivate'
  | 'reactivate'
  | 'replace-key'
  | 'revoke'

/** What can be done as it stands, what is waited for first and what cannot be undone last. */
export function actionsOf(issuance: Issuance): readonly IssuanceAction[] {
  // What is uncertain is found out before anything else is done with it.
  if (issuance.act !== null) return ['finish-unfinished']
  const handOver = issuance.hasSealedPin ? (['hand-over'] as const) : []
  switch (issuance.state) {
    case 'issued':
      return isActivatedByItsPin(issuance)
        ? [...handOver, 'replace-key', 'revoke']
        : [...handOver, 'activate', 'replace-key', 'revoke']
    case 'active':
      return [...handOver, 'inactivate', 'replace-key', 'revoke']
    case 'inactive':
      return ['reactivate', 'replace-key', 'revoke']
    case 'unfinished':
      return ['finish-unfinished']
    case 'planned':
    case 'revoked':
    case 'expired':
      return []
  }
}

/** The one action that somebody is waiting for. */
export function firstActionOf(issuance: Issuance): IssuanceAction | null {
  const [first] = actionsOf(issuance)
  return first === 'hand-over' || first === 'activate' || first === 'finish-unfinished'
    ? first
    : null
}

/** Starts it; what cannot be undone is asked about by the run itself. */
export function act(action: IssuanceAction, issuance: Issuance): void {
  if (action === 'hand-over') change({ handOverOf: issuance })
  else void startRun(orderOf(action, issuance.id))
}

function orderOf(procedure: Exclude<IssuanceAction, 'hand-over'>, issuanceId: string): Order {
  return { procedure, issuanceId }
}

function isActivatedByItsPin({ hasSealedPin, template }: Issuance): boolean {
  return hasSealedPin && gateOf(template)?.gate === 'pin'
}
