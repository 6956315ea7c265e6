import {
  attestationObject,
  clientDataJSON,
  getPinToken,
  makeCredential,
  verifyAttestation,
  type AttestedCredentialData,
  type ClientData,
  type PinToken,
  type UnverifiedAttestation,
  type ValidAttestation,
} from '../../../ctap2/index.ts'
import { isOfStatement, type KeyRemark } from '../../../shared/remarks.ts'
import type { KeySession } from '../../desk/key-session.ts'
import { record, type Work } from '../../desk/work.ts'
import { ProcedureError } from '../../procedure-error.ts'
import type { Ceremony, NewCredential } from '../../provider/provider.ts'
import type { JudgedStatement } from '../../trust/judge.ts'
import { changeKey, isRefusedFor } from '../key/key-status.ts'
import { showTouch } from '../key/touch.ts'
import { untrustedKey } from '../key/untrusted.ts'
import { encodeKept } from './kept-attestation.ts'

/** A credential on the key, checked, and what the provider needs of it. */
export interface CreatedCredential extends NewCredential {
  readonly attested: AttestedCredentialData
  /** What speaks against the key, and did not stop it. */
  readonly remarks: readonly KeyRemark[]
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
  const checked = await checkAttestation(work, made, ceremony, clientData.hash)
  const { attested, remarks } = checked
  work.credentialId = Buffer.from(attested.credentialId).toString('base64url')
  await record(work, 'credential-created')
  const attestation = attestationObject(made.fmt, made.authData, made.attStmt)
  await keep(work, encodeKept(attestation, clientData.json), remarks.filter(isOfStatement))
  return {
    attested,
    remarks,
    credentialId: attested.credentialId,
    attestationObject: attestation,
    clientDataJSON: clientData.json,
  }
}

async function keep(
  { desk, issuanceId, template }: Work,
  attestation: Uint8Array,
  remarks: readonly KeyRemark[],
): Promise<void> {
  const isRecorded = template.attestation === 'record'
  if (!isRecorded && remarks.length === 0) return
  const changes = { ...(isRecorded && { attestation }), ...(remarks.length > 0 && { remarks }) }
  await desk.registry.issuances.update(issuanceId, changes)
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
  const parameters = {
    clientDataHash,
    rp,
    user,
    algorithms,
    excludeList,
    token,
    options: { rk: ceremony.requireResidentKey || template.requireResidentKey },
    ...(template.userVerification === 'required' && { extensions: { credProtect: 3 } as const }),
    // 2: platform-managed (CTAP 2.2 section 6.1.3); which organizations it is for is the maker's list.
    ...(template.enterpriseAttestation && { enterpriseAttestation: 2 as const }),
  }
  const before = talk.facts.keyState ?? 'pin-set'
  try {
    return await changeKey(talk, before, 'unregistered-credential', () =>
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

async function checkAttestation(
  { desk, session, template }: Work,
  made: Made,
  { rp: { id: rpId }, algorithms }: Ceremony,
  clientDataHash: Uint8Array,
): Promise<Pick<CreatedCredential, 'attested' | 'remarks'>> {
  const { tolerate } = session.authenticator
  const asked = { rpId, clientDataHash, requireUserVerification: true, tolerate }
  const verdict = verifyAttestation(made, asked)
  if (!verdict.valid && verdict.unverifiedAlgorithm === undefined)
    throw invalidAttestation(verdict.reason)
  if (!algorithms.includes(verdict.publicKey.alg))
    throw invalidAttestation('algorithm-not-asked-for')
  const { attestedCredentialData: attested } = verdict.authenticatorData
  if (!attested) throw invalidAttestation('no-credential')
  const aaguid = verdict.valid ? verdict.aaguid : attested.aaguid
  const trust = await desk.trust.judge(statementOf(verdict), aaguid, template)
  if (trust.ok) return { attested, remarks: trust.warnings }
  throw untrustedKey(trust)
}

function statementOf(verdict: ValidAttestation | UnverifiedAttestation): JudgedStatement {
  if (verdict.valid) return verdict
  return { type: 'unverified', algorithm: verdict.unverifiedAlgorithm, certificates: [] }
}

const invalidAttestation = (reason: string): ProcedureError =>
  new ProcedureError({ code: 'attestation-invalid', reason })
