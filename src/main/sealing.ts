import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { openBytes, sealBytes } from './aes-gcm.ts'
import type { Secrets } from './secrets-port.ts'

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
  try {
    return await readFile(file)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await makeKey(file)
  return await readFile(file)
}

/** Whole on the disk before anything is sealed with it; of two that make one, the first counts. */
async function makeKey(file: string): Promise<void> {
  const own = `${file}.${process.pid}.new`
  const handle = await open(own, 'wx', 0o600)
  try {
    await handle.write(randomBytes(keyLength))
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(own, file)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    await rm(own)
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
