import { constants } from 'node:fs'
import { access, open, readFile } from 'node:fs/promises'
import { ProcedureError } from '../conversation.ts'
import { UsageError } from './options.ts'

const newline = 0x0a
const carriageReturn = 0x0d

/** The first line of a file ("-" is standard input) as UTF-8; the rest of it is zeroed. */
export async function readPinFile(path: string): Promise<Uint8Array> {
  const bytes = await readBytes(path)
  try {
    const end = bytes.findIndex((byte) => byte === newline || byte === carriageReturn)
    return new Uint8Array(bytes.subarray(0, end === -1 ? bytes.length : end))
  } finally {
    bytes.fill(0)
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  if (path !== '-') return await readFile(path)
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array)
  const whole = Buffer.concat(chunks)
  for (const chunk of chunks) chunk.fill(0)
  return whole
}

/** Makes sure before the run that a PIN file can be read. Throws UsageError. */
export async function checkPinFile(path: string): Promise<void> {
  if (path === '-') return
  await access(path, constants.R_OK).catch(() => {
    throw new UsageError(`The PIN file ${path} cannot be read.`)
  })
}

/** Makes sure before the run that a new PIN file can be made. Throws UsageError. */
export async function checkPinOut(path: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600).catch((error: unknown) => {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    const why = exists ? 'is already there' : 'cannot be made'
    throw new UsageError(`The file ${path} ${why}.`)
  })
  await handle.close()
}

/** Writes the PIN and a newline into the file made by `checkPinOut`, down to the disk. */
export async function writePinFile(path: string, pin: Uint8Array): Promise<void> {
  const handle = await open(path, 'w', 0o600).catch(() => {
    throw new ProcedureError({ code: 'not-available', what: 'pin-file' })
  })
  try {
    await handle.write(pin)
    await handle.write(Uint8Array.of(newline))
    await handle.sync()
  } finally {
    await handle.close()
  }
}
