import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto'
import { ProcedureError } from '../conversation.ts'
import type { SealedKeys } from '../store/sealed-keys.ts'
import type { HeadSigner } from './journal.ts'

const keyName = 'audit'

/** Signs the journal's heads with the station's own Ed25519 key, sealed in the registry. */
export function createHeadSigner(keys: SealedKeys): HeadSigner {
  let opened: KeyObject | null = null
  async function openKey(make: (() => Uint8Array) | null): Promise<KeyObject | null> {
    opened ??= await readKey(keys, make)
    return opened
  }
  return {
    async sign(text) {
      const key = await openKey(makeKey)
      return key && { signature: sign(null, text, key), publicKey: publicKeyOf(key) }
    },
    async publicKey() {
      const key = await openKey(null)
      return key && publicKeyOf(key)
    },
  }
}

async function readKey(
  keys: SealedKeys,
  make: (() => Uint8Array) | null,
): Promise<KeyObject | null> {
  const der = await keys.open(keyName, make).catch(withoutKeeper)
  if (!der) return null
  const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
  der.fill(0)
  return key
}

function makeKey(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ed25519')
  return privateKey.export({ format: 'der', type: 'pkcs8' })
}

const publicKeyOf = (key: KeyObject): Uint8Array =>
  createPublicKey(key).export({ format: 'der', type: 'spki' })

/** A station without its key store keeps a journal all the same; its head is not signed. */
function withoutKeeper(error: unknown): null {
  if (error instanceof ProcedureError) return null
  throw error
}
