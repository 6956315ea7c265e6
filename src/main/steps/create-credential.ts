import {
  attestationObject,
  clientDataJSON,
  getPinToken,
  makeCredential,
  parseAuthenticatorData,
  verifyAttestation,
  type AttestedCredentialData,
  type ClientData,
  type PinToken,
} from '../../ctap2/index.ts'
import { ProcedureError } from '../conversation.ts'
import type { Ceremony, NewCredential } from '../idp.ts'
import type { KeySession } from '../key-session.ts'
import { record, type Work } from '../work.ts'
import { changeKey, isRefusedFor } from './key-status.ts'
import { showTouch } from './touch.ts'

/** A credential on the key, checked, and what the provider needs of it. */
export interface CreatedCredential extends NewCredential {
  readonly attested: AttestedCredentialData
  /** Still good after the touch, on keys whose tokens have no permissions; the caller disposes of it. */
  readonly token: PinToken | null
}

/** Makes the discoverable credential of the ceremony: one touch, user verified by the PIN. */
export async function createCredential(
  work: Work,
  ceremony: Ceremony,
  pin: Uint8Array,
): Promise<CreatedCredential> {
  const { talk, session } = work
  talk.show('create-credential')
  const clientData = clientDataJSON('webauthn.create', ceremony.challenge, ceremony.origin)
  const token = await getPinToken(session.authenticator, pin, {
    permissions: ['makeCredential', 'getAssertion'],
    rpId: ceremony.rp.id,
  })
  try {
    const made = await makeOnKey(work, ceremony, token, clientData.hash)
    const credential = await checkMade(work, ceremony, made, clientData)
    if (!doesTouchEndTokens(session)) return { ...credential, token }
    token.dispose()
    return { ...credential, token: null }
  } catch (error) {
    token.dispose()
    throw error
  }
}

/** CTAP 2.1 section 6.5.5.7: a touch ends the permissions of a token that has any. */
function doesTouchEndTokens({ authenticator }: KeySession): boolean {
  return authenticator.info.options['pinUvAuthToken'] === true
}

async function checkMade(
  work: Work,
  ceremony: Ceremony,
  made: Made,
  clientData: ClientData,
): Promise<Omit<CreatedCredential, 'token'>> {
  const attested = checkAttestation(made, ceremony, clientData.hash)
  work.credentialId = Buffer.from(attested.credentialId).toString('base64url')
  await record(work, 'credential-created')
  return {
    attested,
    credentialId: attested.credentialId,
    attestationObject: attestationObject(made.fmt, made.authData, made.attStmt),
    clientDataJSON: clientData.json,
  }
}

type Made = Awaited<ReturnType<typeof makeCredential>>

async function makeOnKey(
  work: Work,
  ceremony: Ceremony,
  token: PinToken,
  clientDataHash: Uint8Array,
): Promise<Made> {
  const { talk, session, template } = work
  const { rp, user, algorithms, excludeCredentials: excludeList } = ceremony
  const options = { rk: ceremony.requireResidentKey || template.requireResidentKey }
  const parameters = { clientDataHash, rp, user, algorithms, excludeList, options, token }
  try {
    return await changeKey(talk, 'pin-set', 'unregistered-credential', () =>
      makeCredential(
        session.authenticator,
        parameters,
        showTouch(talk, 'create-credential', 'create'),
      ),
    )
  } catch (error) {
    throw translate(error, work.person.login)
  }
}

function translate(error: unknown, login: string): unknown {
  if (isRefusedFor(error, 'CTAP2_ERR_CREDENTIAL_EXCLUDED')) {
    return new ProcedureError({ code: 'key-already-enrolled', login }, { cause: error })
  }
  if (isRefusedFor(error, 'CTAP2_ERR_KEY_STORE_FULL')) {
    return new ProcedureError({ code: 'key-lacks', capability: 'free-space' }, { cause: error })
  }
  return error
}

function checkAttestation(
  made: Made,
  { rp: { id: rpId }, algorithms }: Ceremony,
  clientDataHash: Uint8Array,
): AttestedCredentialData {
  const verdict = verifyAttestation(made, { rpId, clientDataHash, requireUserVerification: true })
  if (!verdict.valid) {
    throw new ProcedureError({ code: 'attestation-invalid', reason: verdict.reason })
  }
  if (!algorithms.includes(verdict.publicKey.alg)) {
    throw new ProcedureError({ code: 'attestation-invalid', reason: 'algorithm-not-asked-for' })
  }
  const { attestedCredentialData } = parseAuthenticatorData(made.authData)
  if (attestedCredentialData) return attestedCredentialData
  throw new ProcedureError({ code: 'attestation-invalid', reason: 'no-credential' })
}
