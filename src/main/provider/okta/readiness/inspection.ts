import type {
  ConsolePlace,
  ReadinessItem,
  ReadinessName,
  ReadinessReason,
  ReadinessState,
} from '../../../../shared/readiness.ts'
import { ProviderError, type ReadinessQuestion } from '../../provider.ts'
import type { Ask } from '../calls/request-executor.ts'
import type { OktaConnection } from '../connection.ts'
import type { Authorization } from '../sign-in/authorization.ts'
import type { ServerClock } from '../sign-in/server-clock.ts'

/** What every part of a readiness check looks with. */
export interface Inspection {
  readonly ask: Ask
  readonly authorization: Authorization
  readonly connection: OktaConnection
  readonly clock: ServerClock
  readonly question: ReadinessQuestion
  readonly signal: AbortSignal | undefined
}

export function item(
  name: ReadinessName,
  state: ReadinessState,
  reason: ReadinessReason,
  where: ConsolePlace | null = null,
): ReadinessItem {
  return { name, state, reason, where }
}

/** Looks; what could not be asked becomes an `unknown` item of that name. */
export async function look(
  name: ReadinessName,
  inspect: () => Promise<readonly ReadinessItem[]>,
): Promise<readonly ReadinessItem[]> {
  try {
    return await inspect()
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return [item(name, 'unknown', couldNotAsk(error), placeOf(error))]
  }
}

function couldNotAsk(error: ProviderError): ReadinessReason {
  const cause = error.reason
  const detail = 'reason' in cause ? cause.reason : 'summary' in cause ? cause.summary : ''
  const known = 'error' in cause ? cause.error : cause.code
  return { code: 'could-not-ask', error: known, detail }
}

function placeOf({ reason }: ProviderError): ConsolePlace | null {
  if (reason.code === 'provider-denied') return 'app-roles'
  return reason.code === 'provider-sign-in-refused' ? 'app-scopes' : null
}
