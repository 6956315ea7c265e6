import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { openBytes, sealBytes } from './aes-gcm.ts'
import { ProcedureError } from './conversation.ts'
import type { Secrets } from './secrets-port.ts'
import { codeOf } from './system-error.ts'
import { syncFolder, writeNew } from './write-whole.ts'

const keyLength = 32

/** Seals with a key of this process: gone when it ends. For the demo. */
export function createMemorySecrets(): Secrets {
  const key = randomBytes(32)
  return keySecrets('memory', () => Promise.resolve(key))
}

/**
 * Seals with a key file that only this account can read. Weaker than an operating system's key
 * store: who can read the account's files can open what is sealed. The terminal says so.
 */
export function createAccountFileSecrets(file: string): Secrets {
  return keySecrets('account-file', () => readOrMakeKey(file))
}

function keySecrets(kind: Secrets['kind'], readKey: () => Promise<Uint8Array>): Secrets {
  return {
    kind,
    available: () => Promise.resolve(true),
    seal: async (bytes) => sealBytes(await readKey(), bytes),
    open: async (sealed) => openBytes(await readKey(), sealed),
  }
}

async function readOrMakeKey(file: string): Promise<Uint8Array> {
  const key = await readKey(file)
  if (key) return key
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await makeKey(file)
  return (await readKey(file)) ?? refuse('refused')
}

/** Null where there is none. Throws ProcedureError for one that others can read, or that is no key. */
async function readKey(file: string): Promise<Uint8Array | null> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null
    throw new ProcedureError({ code: 'secrets-unavailable', reason: 'refused' }, { cause: error })
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
  throw new ProcedureError({ code: 'secrets-unavailable', reason })
}

/** Whole on the disk before anything is sealed with it; of two that make one, the first counts. */
async function makeKey(file: string): Promise<void> {
  const own = `${file}.${randomUUID()}.new`
  await writeNew(own, (handle) => handle.writeFile(randomBytes(keyLength)))
  try {
    await link(own, file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    await rm(own)
  }
  await syncFolder(dirname(file))
}
