import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { ProcedureError } from '../conversation.ts'
import type { SealedKeys } from '../store/sealed-keys.ts'
import type { HeadSigner } from './journal.ts'

/** Signs the journal's heads with the station's own Ed25519 key, sealed in the registry. */
export function createHeadSigner(keys: SealedKeys): HeadSigner {
  let signer: ReturnType<HeadSigner> | null = null
  return () => (signer ??= openSigner(keys))
}

async function openSigner(keys: SealedKeys): ReturnType<HeadSigner> {
  const der = await keys.open('audit', makeKey).catch(withoutKeeper)
  if (!der) return null
  const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
  der.fill(0)
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return { sign: (text) => sign(null, text, key), publicKey }
}

function makeKey(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ed25519')
  return privateKey.export({ format: 'der', type: 'pkcs8' })
}

/** A station without its key store keeps a journal all the same; its head is not signed. */
function withoutKeeper(error: unknown): null {
  if (error instanceof ProcedureError) return null
  throw error
}
