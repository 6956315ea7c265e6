import { letters } from '../ids.ts'
import type { OktaState } from '../state.ts'

const RENEWED_AFTER_MS = 24 * 3_600_000
const VALID_FOR_MS = 72 * 3_600_000

/** The nonce to hand out now: renewed every 24 hours, each valid for 72. */
export function currentNonce(state: OktaState): string {
  const { nonces } = state.oauth
  const newest = nonces.at(-1)
  if (newest !== undefined && state.now() - newest.issuedAt < RENEWED_AFTER_MS) return newest.value
  const value = letters(32, state.random)
  nonces.push({ value, issuedAt: state.now() })
  return value
}

export function isValidNonce(state: OktaState, value: string): boolean {
  return state.oauth.nonces.some(
    (nonce) => nonce.value === value && state.now() - nonce.issuedAt < VALID_FOR_MS,
  )
}

/** Forgets every nonce, as a fault: whoever remembers one is asked again. */
export function forgetNonces(state: OktaState): void {
  state.oauth.nonces.length = 0
}
