import { randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { codeOf } from '../system/system-error.ts'
import { writeFirst } from '../system/write-whole.ts'
import { openBytes, sealBytes } from './aes-gcm.ts'
import { secretsUnavailable } from './secrets-unavailable.ts'
import type { Keeper, Secrets } from './secrets.ts'

const keyLength = 32

/** Seals with a key of this process: gone when it ends. For the demo. */
export function createMemorySecrets(): Secrets {
  const key = Promise.resolve(randomBytes(keyLength))
  return {
    kind: 'memory',
    available: () => Promise.resolve(true),
    seal: async (bytes) => sealBytes(await key, bytes),
    open: async (sealed) => openBytes(await key, sealed),
  }
}

/**
 * Seals with a key file that only this account can read. Weaker than an operating system's key
 * store: who can read the account's files can open what is sealed. The terminal says so.
 */
export function createAccountFileSecrets(file: string): Keeper {
  return {
    kind: 'account-file',
    available: () => Promise.resolve(true),
    // Only what is sealed needs a key that is not there yet.
    seal: async (bytes) => sealBytes(await readOrMakeKey(file), bytes),
    open: async (sealed) => openBytes((await readKey(file)) ?? refuse('no-key'), sealed),
  }
}

async function readOrMakeKey(file: string): Promise<Uint8Array> {
  const key = await readKey(file)
  if (key) return key
  await writeFirst(file, randomBytes(keyLength))
  return (await readKey(file)) ?? refuse('refused')
}

/** Null where there is none. Throws ProcedureError for one that others can read, or that is no key. */
async function readKey(file: string): Promise<Uint8Array | null> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null
    throw secretsUnavailable('refused', error)
  })
  if (!handle) return null
  try {
    const { mode } = await handle.stat()
    // Windows has access lists instead, and tells no mode.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) refuse('readable-by-others')
    const key = await handle.readFile()
    return key.length === keyLength ? key : refuse('no-key')
  } finally {
    await handle.close()
  }
}

function refuse(reason: string): never {
  throw secretsUnavailable(reason)
}
