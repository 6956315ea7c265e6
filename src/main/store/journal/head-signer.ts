import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { ProcedureError } from '../../procedure-error.ts'
import type { SealedKeys } from '../sealing/sealed-keys.ts'
import type { HeadSigner } from './head.ts'
import type { OpenSigner } from './standing.ts'

/** Signs with the station's own Ed25519 key, sealed in the registry. */
export function createHeadSigner(keys: SealedKeys): OpenSigner {
  return async (make) => {
    const der = await keys.open('audit', make ? makeKey : null).catch(nullIfForeign)
    return der && signerOf(der)
  }
}

/** Null where it is no key at all: somebody else put it there. */
function signerOf(der: Uint8Array): HeadSigner | null {
  try {
    const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
    const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' })
    return { publicKey, sign: (text) => sign(null, text, key) }
  } catch {
    return null
  } finally {
    der.fill(0)
  }
}

function makeKey(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ed25519')
  return privateKey.export({ format: 'der', type: 'pkcs8' })
}

/** What another keeper sealed is not this station's; while one's own says no, nothing can be said. */
function nullIfForeign(error: unknown): null {
  const isForeign =
    error instanceof ProcedureError &&
    error.reason.code === 'secrets-unavailable' &&
    ['other-keeper', 'refused'].includes(error.reason.reason)
  if (isForeign) return null
  throw error
}
