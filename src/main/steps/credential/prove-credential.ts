import {
  clientDataJSON,
  getAssertion,
  getPinToken,
  type Assertion,
  type PinToken,
} from '../../../ctap2/index.ts'
import { record, type Work } from '../../desk/work.ts'
import { ProcedureError } from '../../procedure-error.ts'
import type { Ceremony } from '../../provider/provider.ts'
import { isRefusedFor } from '../key/key-status.ts'
import { showTouch } from '../key/touch.ts'
import type { CreatedCredential } from './create-credential.ts'
import { demandProof, ownClientData } from './own-proof.ts'
import { isHeldBack } from './register-credential.ts'

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
  const { hash: clientDataHash } = ownClientData(work, ceremony.origin)
  const { credentialId, token, attested } = credential
  const asked = { rpId, clientDataHash, credentialId, token, up: false }
  const assertion = await assertOnKey(work, asked, pin)
  demandProof(work, assertion, { rpId, clientDataHash, publicKey: attested.credentialPublicKey })
  if (work.template.proof === 'provider' && !isHeldBack(work)) {
    await proveAtProvider(work, ceremony, credential, pin)
  }
  await record(work, 'credential-proven')
}

/** Signs in at the provider itself, as the person will: it takes a touch of its own. */
async function proveAtProvider(
  work: Work,
  ceremony: Ceremony,
  credential: CreatedCredential,
  pin: Uint8Array,
): Promise<void> {
  const { desk, person, talk } = work
  const { credentialId, token } = credential
  await desk.provider.proveSignIn(
    person.id,
    ceremony.factorId,
    async ({ challenge, origin, rpId }) => {
      const { json, hash } = clientDataJSON('webauthn.get', challenge, origin)
      const asked = { rpId, clientDataHash: hash, credentialId, token, up: true }
      const { authData, signature } = await assertOnKey(work, asked, pin)
      return { authenticatorData: authData, signature, clientDataJSON: json }
    },
    talk.signal,
    { origin: ceremony.origin, rpId: ceremony.rp.id },
  )
}

/** What the key is to sign for, and whether it asks for a touch. */
interface Asked {
  readonly rpId: string
  readonly clientDataHash: Uint8Array
  readonly credentialId: Uint8Array
  /** One that is still good, or null to ask for another. */
  readonly token: PinToken | null
  readonly up: boolean
}

/**
 * With the token there is; a key that wants one anew is given one, once: some end a token with its
 * first use, though they do not say so (CTAP 2.1 section 6.5.5.7).
 */
async function assertOnKey(work: Work, asked: Asked, pin: Uint8Array): Promise<Assertion> {
  if (!asked.token) return await assertWithNewToken(work, asked, pin)
  try {
    return await assertWith(work, asked, asked.token)
  } catch (error) {
    if (!isRefusedFor(error, 'CTAP2_ERR_PUAT_REQUIRED', 'CTAP2_ERR_PIN_AUTH_INVALID')) throw error
    return await assertWithNewToken(work, asked, pin)
  }
}

async function assertWithNewToken(work: Work, asked: Asked, pin: Uint8Array): Promise<Assertion> {
  const { rpId } = asked
  const { authenticator } = work.session
  const token = await getPinToken(authenticator, pin, { permissions: ['getAssertion'], rpId })
  try {
    return await assertWith(work, asked, token)
  } finally {
    token.dispose()
  }
}

async function assertWith(
  { session, talk }: Work,
  { rpId, clientDataHash, credentialId, up }: Asked,
  token: PinToken,
): Promise<Assertion> {
  const [assertion] = await getAssertion(
    session.authenticator,
    { rpId, token, clientDataHash, allowList: [credentialId], up },
    showTouch(talk, 'prove-credential', 'prove'),
  )
  if (assertion) return assertion
  throw new ProcedureError({ code: 'proof-failed', reason: 'no-assertion' })
}
