import type { Authenticator } from '../authenticator.ts'
import { concat, uint16, uint32, utf8 } from '../bytes.ts'
import { openCredential, sealCredential } from '../credentials/sealed-credential.ts'
import type { Credential } from '../credentials/credential.ts'
import { attestationChain } from '../crypto/certificate.ts'
import { Algorithm, generateSigningKey, pointOf, signWith } from '../crypto/signing-key.ts'
import { readApdu, StatusWord, type Apdu } from './apdu.ts'

const REGISTER = 0x01
const AUTHENTICATE = 0x02
const VERSION = 0x03
const CHECK_ONLY = 0x07
const WITHOUT_TOUCH = 0x08
const RESERVED = 0x05
const USER_PRESENT = 0x01

type Answer = Uint8Array | StatusWord

/** Answers one U2F raw message (FIDO U2F 1.2): data and status word. */
export function answerU2f(key: Authenticator, message: Uint8Array): Uint8Array {
  const answer = run(key, message)
  return typeof answer === 'number' ? uint16(answer) : concat(answer, uint16(StatusWord.ok))
}

function run(key: Authenticator, message: Uint8Array): Answer {
  const apdu = readApdu(message)
  if (!apdu) return StatusWord.wrongLength
  if (apdu.cla !== 0) return StatusWord.claNotSupported
  // U2F proves no PIN, so a key that always verifies refuses it (CTAP 2.1 section 7.2.4).
  if (key.memory.isAlwaysUv) return StatusWord.commandNotAllowed
  if (apdu.ins === REGISTER) return register(key, apdu)
  if (apdu.ins === AUTHENTICATE) return authenticate(key, apdu)
  if (apdu.ins !== VERSION) return StatusWord.insNotSupported
  return apdu.data.length === 0 ? utf8('U2F_V2') : StatusWord.wrongLength
}

function register(key: Authenticator, { data }: Apdu): Answer {
  if (data.length !== 64) return StatusWord.wrongLength
  if (!key.touchPad.poll()) return StatusWord.conditionsNotSatisfied
  const [challenge, application] = [data.slice(0, 32), data.slice(32)]
  const signingKey = generateSigningKey(Algorithm.es256, key.random)
  const content = { key: signingKey, credProtect: 1, madeAt: key.memory.signCount } as const
  const { id } = sealCredential(key.memory.master, application, content, key.random)
  const point = pointOf(signingKey.secret)
  const chain = attestationChain(key.profile.aaguid, key.attestationSecret)
  const signed = concat(Uint8Array.of(0), application, challenge, id, point)
  const batch = { algorithm: Algorithm.es256, secret: chain.secret }
  const signature = signWith(batch, signed, key.isRepeatable)
  const head = concat(Uint8Array.of(RESERVED), point, Uint8Array.of(id.length), id)
  return concat(head, chain.certificate, signature)
}

function authenticate(key: Authenticator, { p1, data }: Apdu): Answer {
  const length = data[64]
  if (length === undefined || data.length !== 65 + length) return StatusWord.wrongLength
  const [challenge, application, id] = [data.slice(0, 32), data.slice(32, 64), data.slice(65)]
  const credential = openCredential(key.memory.master, application, id)
  if (!credential || !isFitForU2f(credential)) return StatusWord.wrongData
  if (p1 === CHECK_ONLY) return StatusWord.conditionsNotSatisfied
  const isTouched = p1 !== WITHOUT_TOUCH && key.touchPad.poll()
  if (!isTouched && p1 !== WITHOUT_TOUCH) return StatusWord.conditionsNotSatisfied
  const head = concat(Uint8Array.of(isTouched ? USER_PRESENT : 0), uint32(key.count()))
  const signed = concat(application, head, challenge)
  return concat(head, signWith(credential.key, signed, key.isRepeatable))
}

const isFitForU2f = ({ key, credProtect }: Credential): boolean =>
  key.algorithm === Algorithm.es256 && credProtect !== 3
