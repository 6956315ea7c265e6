import type { Authenticator } from '../authenticator.ts'
import { cborMap, type CborMap } from '../cbor.ts'
import { KeyProtocolError } from '../errors.ts'
import type { TransactOptions } from '../hid/budget.ts'
import {
  parseAuthenticatorData,
  type AuthenticatorDataOptions,
} from '../webauthn/authenticator-data.ts'
import { agreeOnKey } from './key-agreement.ts'

/** Salts of the extension hmac-secret, 32 bytes each (CTAP 2.2 §12.7). */
export interface HmacSecretSalts {
  readonly salt1: Uint8Array
  readonly salt2?: Uint8Array
}

/** The input of the extension, and what opens its output. */
export interface HmacSecret {
  readonly input: CborMap
  /** The secrets in an answer's authenticator data; null when the key gave none. */
  open(authData: Uint8Array): readonly Uint8Array[] | null
  /** Zeroes what opens it. */
  dispose(): void
}

const INPUT = Object.freeze({
  keyAgreement: 0x01,
  saltEnc: 0x02,
  saltAuth: 0x03,
  pinUvAuthProtocol: 0x04,
} as const)

const SALT_SIZE = 32

/** Encrypts the salts for this key; throws RangeError unless they are 32 bytes (CTAP 2.2 §12.7). */
export async function prepareHmacSecret(
  authenticator: Authenticator,
  name: 'hmac-secret' | 'hmac-secret-mc',
  salts: HmacSecretSalts,
  options: TransactOptions,
): Promise<HmacSecret> {
  const plain = concatenate(salts)
  const { protocol, secret, platformKey } = await agreeOnKey(authenticator, options)
  const saltEnc = protocol.encrypt(secret, plain)
  const input = cborMap([
    [INPUT.keyAgreement, platformKey],
    [INPUT.saltEnc, saltEnc],
    [INPUT.saltAuth, protocol.authenticate(secret, saltEnc)],
    // Keys of CTAP 2.0 do not know the member, and mean protocol one without it.
    [INPUT.pinUvAuthProtocol, protocol.version === 1 ? undefined : protocol.version],
  ])
  // The answer may come after the kept agreement has been forgotten and zeroed.
  const ownSecret = secret.slice()
  const decrypt = (output: Uint8Array): Uint8Array => protocol.decrypt(ownSecret, output)
  const { tolerate } = authenticator
  return {
    input,
    open: (authData) =>
      openOutput(readOutput(authData, name, { tolerate }), name, plain.length, decrypt),
    dispose: () => ownSecret.fill(0),
  }
}

function concatenate({ salt1, salt2 }: HmacSecretSalts): Uint8Array {
  for (const salt of [salt1, salt2]) {
    if (salt && salt.length !== SALT_SIZE) throw new RangeError('a salt is 32 bytes long')
  }
  return new Uint8Array([...salt1, ...(salt2 ?? [])])
}

function readOutput(
  authData: Uint8Array,
  name: string,
  options: AuthenticatorDataOptions,
): Uint8Array | null {
  const output = parseAuthenticatorData(authData, options).extensions?.get(name)
  return output instanceof Uint8Array ? output : null
}

function openOutput(
  output: Uint8Array | null,
  name: string,
  length: number,
  decrypt: (output: Uint8Array) => Uint8Array,
): readonly Uint8Array[] | null {
  if (!output) return null
  const secrets = decryptOutput(output, decrypt)
  if (secrets?.length !== length)
    throw new KeyProtocolError('authenticatorData', name, 'is damaged')
  const first = secrets.subarray(0, SALT_SIZE)
  return length === SALT_SIZE ? [first] : [first, secrets.subarray(SALT_SIZE)]
}

function decryptOutput(
  output: Uint8Array,
  decrypt: (output: Uint8Array) => Uint8Array,
): Uint8Array | null {
  try {
    return decrypt(output)
  } catch {
    return null
  }
}
