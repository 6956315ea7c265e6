import { OktaError } from '../http/errors.ts'

/** E0000068 as Okta words it for any passkey it does not accept; `reason` is for tests only. */
export function invalidAnswer(reason: string): OktaError {
  return new OktaError('E0000068', {
    causes: ["Your passcode doesn't match our records. Please try again."],
    reason,
  })
}
