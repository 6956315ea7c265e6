import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { ProcedureError } from '../conversation.ts'
import type { SealedKeys } from '../store/sealed-keys.ts'
import type { HeadSigner, OpenSigner } from './journal.ts'

/** Signs with the station's own Ed25519 key, sealed in the registry. */
export function createHeadSigner(keys: SealedKeys): OpenSigner {
  let signer: HeadSigner | null = null
  return async (make) => (signer ??= await openSigner(keys, make))
}

async function openSigner(keys: SealedKeys, make: boolean): Promise<HeadSigner | null> {
  const der = await keys.open('audit', make ? makeKey : null).catch(withoutKeeper)
  if (!der) return null
  const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
  der.fill(0)
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return { publicKey, sign: (text) => sign(null, text, key) }
}

function makeKey(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ed25519')
  return privateKey.export({ format: 'der', type: 'pkcs8' })
}

/** A station without its key store keeps a journal all the same; what it adds is not signed. */
function withoutKeeper(error: unknown): null {
  if (error instanceof ProcedureError) return null
  throw error
}
