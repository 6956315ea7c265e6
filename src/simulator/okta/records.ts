import type { RequestRecord } from './http/request-log.ts'
import type { LogRecord } from './organization/log-record.ts'
import type { OktaUser } from './people/records.ts'
import type { OktaState } from './state.ts'

/** A factor as a test or the demo looks at it. */
export interface FactorRecord {
  readonly id: string
  readonly userId: string
  readonly login: string
  readonly status: string
  /** base64url, once ACTIVE. */
  readonly credentialId: string | null
  readonly aaguid: string | null
  readonly authenticatorName: string | null
  readonly rpId: string
  readonly origin: string | null
  readonly userVerified: boolean | null
  readonly format: string | null
}

/** What the double holds and was asked, copied: looking changes nothing. No secrets. */
export interface OktaRecords {
  readonly users: readonly OktaUser[]
  readonly factors: readonly FactorRecord[]
  readonly requests: readonly RequestRecord[]
  readonly logs: readonly LogRecord[]
}

export function recordsOf(state: OktaState, requests: readonly RequestRecord[]): OktaRecords {
  return {
    users: [...state.users.values()].map((user) => ({ ...user })),
    factors: factorRecords(state),
    requests: [...requests],
    logs: [...state.logs],
  }
}

function factorRecords(state: OktaState): readonly FactorRecord[] {
  return [...state.factors.values()].map((factor) => ({
    id: factor.id,
    userId: factor.userId,
    login: state.users.get(factor.userId)?.profile.login ?? '',
    status: factor.status,
    credentialId: factor.credential?.id ?? null,
    aaguid: factor.credential?.aaguid ?? null,
    authenticatorName: factor.authenticatorName,
    rpId: factor.rpId,
    origin: factor.origin,
    userVerified: factor.credential?.userVerified ?? null,
    format: factor.credential?.format ?? null,
  }))
}
