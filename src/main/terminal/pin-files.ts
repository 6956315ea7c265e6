import { constants } from 'node:fs'
import { access, open, rm } from 'node:fs/promises'
import { ProcedureError } from '../conversation.ts'
import { UsageError } from './options.ts'

const newline = 0x0a
const carriageReturn = 0x0d
/** What Windows' editors put before UTF-8; no part of a PIN. */
const byteOrderMark = [0xef, 0xbb, 0xbf]
/** More than any first line that could be a PIN. */
const longest = 256

/** The first line of a file ("-" is standard input) as UTF-8. */
export async function readPinFile(path: string): Promise<Uint8Array> {
  const bytes = path === '-' ? await readStandardInput() : await readStart(path)
  try {
    const start = byteOrderMark.every((byte, at) => bytes[at] === byte) ? byteOrderMark.length : 0
    const end = bytes.findIndex((byte) => byte === newline || byte === carriageReturn)
    return bytes.slice(start, end === -1 ? bytes.length : end)
  } finally {
    bytes.fill(0)
  }
}

async function readStart(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r')
  try {
    const buffer = new Uint8Array(longest)
    const { bytesRead } = await handle.read(buffer, 0, longest)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Up to the end of the first line: whoever writes need not close it. */
async function readStandardInput(): Promise<Uint8Array> {
  const buffer = new Uint8Array(longest)
  let length = 0
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    buffer.set(chunk.subarray(0, longest - length), length)
    length += Math.min(chunk.length, longest - length)
    const isLine = chunk.includes(newline) || length === longest
    chunk.fill(0)
    if (isLine) break
  }
  return buffer.subarray(0, length)
}

/** Makes sure before the run that a PIN file can be read. Throws UsageError. */
export async function checkPinFile(path: string): Promise<void> {
  if (path === '-') return
  await access(path, constants.R_OK).catch(() => {
    throw new UsageError(`The PIN file ${path} cannot be read.`)
  })
}

/** Makes sure before the run that a new PIN file can be made; leaves none. Throws UsageError. */
export async function checkPinOut(path: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600).catch((error: unknown) => {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    const why = exists ? 'is already there' : 'cannot be made'
    throw new UsageError(`The file ${path} ${why}.`)
  })
  await handle.close()
  await rm(path)
}

/** Writes the PIN and a newline into a new file, down to the disk. Throws ProcedureError. */
export async function writePinFile(path: string, pin: Uint8Array): Promise<void> {
  try {
    const handle = await open(path, 'wx', 0o600)
    try {
      await handle.write(pin)
      await handle.write(Uint8Array.of(newline))
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw new ProcedureError({ code: 'not-available', what: 'pin-file' }, { cause: error })
  }
}
