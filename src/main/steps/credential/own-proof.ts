import {
  clientDataJSON,
  verifyAssertion,
  type Assertion,
  type AssertionCheck,
  type ClientData,
} from '../../../ctap2/index.ts'
import type { AtKey } from '../../desk/at-key.ts'
import { ProcedureError } from '../../procedure-error.ts'

/** What a key signs to prove that it has a credential, over a challenge of the station's own. */
export function ownClientData({ desk }: AtKey, origin: string): ClientData {
  const challenge = Buffer.from(desk.randomBytes(32)).toString('base64url')
  return clientDataJSON('webauthn.get', challenge, origin)
}

/** By what a proof is judged: the registered key at its site. */
export type ProofOf = Pick<AssertionCheck, 'rpId' | 'clientDataHash' | 'publicKey'>

/** Checks it: the user was verified, and need not have touched the key. Throws ProcedureError `proof-failed`. */
export function demandProof(
  { session }: AtKey,
  { authData: authenticatorData, signature }: Assertion,
  proof: ProofOf,
): void {
  const { tolerate } = session.authenticator
  const demands = { requireUserPresence: false, requireUserVerification: true, tolerate }
  const verdict = verifyAssertion({ ...proof, authenticatorData, signature, ...demands })
  if (!verdict.valid) throw new ProcedureError({ code: 'proof-failed', reason: verdict.reason })
}
