import type { Clock } from './time.ts'
import type { RandomBytes } from './ids.ts'
import type { OktaSettings } from './settings.ts'
import type { OAuthState } from './oauth/oauth-state.ts'
import type { StoredFactor } from './factors/stored-factor.ts'
import type { LogRecord } from './organization/log-record.ts'
import type { SearchIndex } from './people/search-index.ts'
import type { OktaGroup, OktaUser } from './people/records.ts'

/** Everything one organization holds. Lives in memory and ends with the double. */
export interface OktaState {
  readonly settings: OktaSettings
  readonly now: Clock
  readonly random: RandomBytes
  readonly oauth: OAuthState
  readonly users: Map<string, OktaUser>
  readonly searchIndex: SearchIndex
  readonly groups: Map<string, OktaGroup>
  readonly factors: Map<string, StoredFactor>
  /** Times of activation attempts by user id; five in five minutes are allowed. */
  readonly activationAttempts: Map<string, number[]>
  readonly logs: LogRecord[]
}
