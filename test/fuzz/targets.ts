import { parseAuthenticatorInfo } from '../../src/ctap2/authenticator-info.ts'
import { Authenticator } from '../../src/ctap2/authenticator.ts'
import { CborError, isCborMap } from '../../src/ctap2/cbor.ts'
import { decodeCbor } from '../../src/ctap2/cbor-reader.ts'
import { endOfItem } from '../../src/ctap2/cbor-skip.ts'
import { MessageAssembly, parsePacket } from '../../src/ctap2/hid/packet.ts'
import {
  beginEnrollment,
  CtapHidError,
  CtapStatusError,
  enumerateCredentials,
  enumerateEnrollments,
  enumerateRPs,
  getAssertion,
  getBioModality,
  getCredsMetadata,
  getPinRetries,
  getPinToken,
  importCoseKey,
  KeyProtocolError,
  KeyTransportError,
  makeCredential,
  openLargeBlob,
  parseAuthenticatorData,
  parseLargeBlobArray,
  readLargeBlobArray,
  verifyAttestation,
} from '../../src/ctap2/index.ts'
import { PinToken } from '../../src/ctap2/pin/pin-token.ts'
import { protocolOne } from '../../src/ctap2/pin/protocol-one.ts'
import { forgetKeyAgreement } from '../../src/ctap2/pin/key-agreement.ts'
import { parseYubiKeyPage } from '../../src/ctap2/vendor/yubikey.ts'
import { infoAnswer } from '../support/open-key.ts'
import { ScriptedKey } from '../support/scripted-key.ts'
import { corpus } from './corpus.ts'
import { mutate, type Chance } from './mutate.ts'

/** One thing that takes bytes of a key: runs one case, throws when it did what it must not. */
export interface Target {
  readonly name: string
  readonly run: (chance: Chance) => void | Promise<void>
  /** How many cases of the cheapest target one case of this costs. */
  readonly weight: number
}

const OURS = [CborError, CtapHidError, CtapStatusError, KeyProtocolError, KeyTransportError]

/** Rethrows what is not an error of this client. */
export function allow(error: unknown): void {
  if (!OURS.some((kind) => error instanceof kind)) throw error
}

function attempt(task: () => unknown): void {
  try {
    task()
  } catch (error) {
    allow(error)
  }
}

const seedOf = (name: keyof typeof corpus, chance: Chance): Uint8Array =>
  mutate(chance.pick(corpus[name]), chance)

const tolerate = ['key-order', 'longer-than-needed', 'not-utf-8'] as const
const RP_HASH = new Uint8Array(32)
const token = new PinToken(protocolOne, new Uint8Array(16), ['getAssertion'], null)

/** Decodes strictly; what is accepted must be what its own encoding is. */
function decodeCase(chance: Chance): void {
  const bytes = seedOf('cbor', chance)
  attempt(() => decodeCbor(bytes))
  attempt(() => decodeCbor(bytes, { tolerate }))
  attempt(() => {
    if (endOfItem(bytes, 0) > bytes.length) throw new Error('ends beyond the end')
  })
}

/** As a key is opened: what can be read of getInfo is, and what cannot be is told. */
function infoCase(chance: Chance): void {
  const bytes = seedOf('info', chance)
  const lost: unknown[] = []
  attempt(() => {
    const value = decodeCbor(bytes, { tolerate, onLost: (path) => lost.push(path) })
    if (isCborMap(value)) parseAuthenticatorInfo(value, (odd) => lost.push(odd))
  })
  if (lost.length > bytes.length) throw new Error('more is odd than there are bytes')
}

function attestationCase(chance: Chance): void {
  attempt(() => {
    const value = decodeCbor(seedOf('attestation', chance))
    if (!isCborMap(value)) return
    const [fmt, authData, attStmt] = ['fmt', 'authData', 'attStmt'].map((key) => value.get(key))
    if (typeof fmt !== 'string' || !(authData instanceof Uint8Array) || !isCborMap(attStmt)) return
    const expected = { rpId: 'example.org', clientDataHash: RP_HASH }
    verifyAttestation({ fmt, authData, attStmt }, expected)
    verifyAttestation({ fmt, authData, attStmt }, { ...expected, tolerate })
  })
}

function authDataCase(chance: Chance): void {
  attempt(() => {
    const { attestedCredentialData } = parseAuthenticatorData(seedOf('authData', chance))
    if (attestedCredentialData) importCoseKey(attestedCredentialData.credentialPublicKey)
  })
}

function largeBlobCase(chance: Chance): void {
  attempt(() => {
    for (const entry of parseLargeBlobArray(seedOf('largeBlobArray', chance))) {
      openLargeBlob(RP_HASH, entry)
    }
  })
}

function packetCase(chance: Chance): void {
  const first = parsePacket(chance.bytes(chance.below(80)))
  if (first?.kind !== 'initialization') return
  try {
    const assembly = new MessageAssembly(first)
    for (let sequence = 0; sequence < 4; sequence += 1) {
      const data = chance.bytes(chance.below(60))
      const wrong = chance.below(8) === 0
      assembly.add({
        kind: 'continuation',
        channelId: 1,
        sequence: wrong ? chance.byte() : sequence,
        data,
      })
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
}

const info = infoAnswer(
  { clientPin: true, credMgmt: true, bioEnroll: true, largeBlobs: true },
  [5, 1200],
)

type Ask = (authenticator: Authenticator) => Promise<unknown>
const asks: readonly (readonly [keyof typeof corpus, Ask])[] = [
  ['clientPin', (key) => getPinRetries(key)],
  ['clientPin', (key) => getPinToken(key, Uint8Array.of(49, 50, 51, 52), { permissions: [] })],
  ['makeCredential', (key) => makeCredential(key, credentialRequest)],
  ['getAssertion', (key) => getAssertion(key, { rpId: 'a', clientDataHash: RP_HASH })],
  ['credentialManagement', (key) => getCredsMetadata(key, token)],
  ['credentialManagement', (key) => enumerateRPs(key, token)],
  ['credentialManagement', (key) => enumerateCredentials(key, token, RP_HASH)],
  ['bioEnrollment', (key) => getBioModality(key)],
  ['bioEnrollment', (key) => beginEnrollment(key, token)],
  ['bioEnrollment', (key) => enumerateEnrollments(key, token)],
  ['largeBlobs', (key) => readLargeBlobArray(key)],
  ['info', (key) => key.refreshInfo()],
]

const credentialRequest = {
  clientDataHash: RP_HASH,
  rp: { id: 'a' },
  user: { id: new Uint8Array(1) },
  algorithms: [-7],
}

let opened: { key: ScriptedKey; authenticator: Authenticator } | null = null

/** A key whose every answer is a mutation of a good one, asked a whole command. */
async function commandCase(chance: Chance): Promise<void> {
  opened ??= await openFuzzed()
  const { key, authenticator } = opened
  const [name, ask] = chance.pick(asks)
  let answers = 0
  key.script = (message, k) => {
    if (message.command !== 0x10) return
    // After a few answers the key says no, so that no case goes on for long.
    if (answers++ > 8) k.replyCbor(0x2e)
    else k.replyCbor(chance.below(16) === 0 ? chance.byte() : 0, seedOf(name, chance))
  }
  try {
    await ask(authenticator)
  } catch (error) {
    allow(error)
  }
  forgetKeyAgreement(authenticator)
}

async function openFuzzed(): Promise<{ key: ScriptedKey; authenticator: Authenticator }> {
  const key = new ScriptedKey((_message, k) => k.replyCbor(0, info))
  return { key, authenticator: await Authenticator.open(key) }
}

/** Reports of chance on the wire: whatever comes, the transaction ends, and the next one works. */
async function channelCase(chance: Chance): Promise<void> {
  opened ??= await openFuzzed()
  const { key, authenticator } = opened
  key.script = (message, k) => {
    if (message.command !== 0x10) return
    for (const report of k.reports(0x10, Uint8Array.of(0, ...info))) {
      const isHit = chance.below(4) === 0
      k.emit(isHit ? mutate(report, chance) : report)
    }
    // What a mangled answer leaves open, an error of the key closes; silence is tested by the clock.
    k.error(0x05)
  }
  await authenticator.send(0x04).catch(allow)
  key.script = (_message, k) => k.replyCbor(0)
  if ((await authenticator.send(0x07).catch(allow)) !== null) {
    // One answer may be lost to the rubble of the last; the channel is then in step again.
    if ((await authenticator.send(0x07)) !== null) throw new Error('the channel did not recover')
  }
}

/** Everything that takes bytes of a key. */
export const targets: readonly Target[] = [
  { name: 'packets', run: packetCase, weight: 1 },
  { name: 'cbor', run: decodeCase, weight: 1 },
  { name: 'getInfo', run: infoCase, weight: 1 },
  { name: 'authenticator data', run: authDataCase, weight: 1 },
  { name: 'large-blob array', run: largeBlobCase, weight: 1 },
  {
    name: 'YubiKey page',
    run: (chance) => attempt(() => parseYubiKeyPage(seedOf('yubiKey', chance))),
    weight: 1,
  },
  { name: 'attestation', run: attestationCase, weight: 10 },
  { name: 'channel', run: channelCase, weight: 32 },
  { name: 'commands', run: commandCase, weight: 32 },
]
