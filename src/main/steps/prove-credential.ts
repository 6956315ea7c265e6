import { randomBytes } from 'node:crypto'
import { clientDataJSON, getAssertion, getPinToken, verifyAssertion } from '../../ctap2/index.ts'
import { ProcedureError } from '../conversation.ts'
import type { Ceremony } from '../idp.ts'
import { record, type Work } from '../work.ts'
import type { CreatedCredential } from './create-credential.ts'

/**
 * Proves possession without a second touch: an assertion with user verification and `up` false over
 * a challenge of our own, checked against the public key that was registered.
 */
export async function proveCredential(
  work: Work,
  ceremony: Ceremony,
  credential: CreatedCredential,
  pin: Uint8Array,
): Promise<void> {
  work.talk.show('prove-credential')
  const rpId = ceremony.rp.id
  const challenge = randomBytes(32).toString('base64url')
  const clientData = clientDataJSON('webauthn.get', challenge, ceremony.origin)
  const assertion = await assertOnKey(work, rpId, clientData.hash, credential.credentialId, pin)
  const verdict = verifyAssertion({
    rpId,
    publicKey: credential.attested.credentialPublicKey,
    authenticatorData: assertion.authData,
    signature: assertion.signature,
    clientDataHash: clientData.hash,
    requireUserPresence: false,
    requireUserVerification: true,
  })
  if (!verdict.valid) throw new ProcedureError({ code: 'proof-failed', reason: verdict.reason })
  await record(work, 'credential-proven')
}

async function assertOnKey(
  { session, talk }: Work,
  rpId: string,
  clientDataHash: Uint8Array,
  credentialId: Uint8Array,
  pin: Uint8Array,
) {
  const { authenticator } = session
  const token = await getPinToken(authenticator, pin, { permissions: ['getAssertion'], rpId })
  const [assertion] = await getAssertion(
    authenticator,
    { rpId, token, clientDataHash, allowList: [credentialId], up: false },
    { signal: talk.signal },
  )
  if (!assertion) throw new ProcedureError({ code: 'proof-failed', reason: 'no-assertion' })
  return assertion
}
