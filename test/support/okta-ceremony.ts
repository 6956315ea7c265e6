import { textAt, type Answer, type Caller } from './okta-caller.ts'
import {
  makeCredential,
  toBase64,
  type MakeCredentialOptions,
  type SoftwareCredential,
} from './software-authenticator.ts'

export const ORIGIN = 'https://demo.okta.example'
export const RP_ID = 'demo.okta.example'

/** A factor that waits for its credential. */
export interface Pending {
  readonly factorId: string
  readonly challenge: string
  readonly path: string
}

/** Finds a person's id by login. */
export async function userId(call: Caller, login: string): Promise<string> {
  return textAt((await call('GET', `/api/v1/users/${login}`)).json(), 'id')
}

/** Opens a registration. */
export async function begin(call: Caller, id: string, query = ''): Promise<Pending> {
  const answer = await call('POST', `/api/v1/users/${id}/factors${query}`, {
    factorType: 'webauthn',
    provider: 'FIDO',
  })
  if (answer.status !== 200) throw new Error(`enroll: ${answer.text}`)
  const factorId = textAt(answer.json(), 'id')
  const challenge = textAt(answer.json(), '_embedded.activation.challenge')
  return { factorId, challenge, path: `/api/v1/users/${id}/factors/${factorId}` }
}

/** A credential for a pending factor; `overrides` make it wrong. */
export function credentialFor(
  pending: Pending,
  overrides: Partial<MakeCredentialOptions> = {},
): SoftwareCredential {
  const { challenge } = pending
  return makeCredential({ rpId: RP_ID, origin: ORIGIN, challenge, ...overrides })
}

/** Gives a credential to Okta. */
export function activate(
  call: Caller,
  pending: Pending,
  credential: SoftwareCredential,
): Promise<Answer> {
  return call('POST', `${pending.path}/lifecycle/activate`, {
    attestation: toBase64(credential.attestationObject),
    clientData: toBase64(credential.clientDataJSON),
  })
}
