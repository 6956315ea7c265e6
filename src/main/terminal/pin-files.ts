import { constants } from 'node:fs'
import { access, open, rm } from 'node:fs/promises'
import { ProcedureError } from '../conversation.ts'
import { UsageError } from './options.ts'
import { toUtf8 } from './utf-8-bytes.ts'

const newline = 0x0a
const carriageReturn = 0x0d
/** More than any first line that could be a PIN. */
const longest = 256

/**
 * The first line of a file ("-" is standard input) as UTF-8. It may be in UTF-16 where a byte order mark
 * says so, as some editors save it; the mark is no part of the PIN.
 */
export async function readPinFile(path: string): Promise<Uint8Array> {
  const bytes = path === '-' ? await readStandardInput() : await readStart(path)
  const text = toUtf8(bytes)
  bytes.fill(0)
  const end = lineEnd(text)
  const line = text.slice(0, end === -1 ? text.length : end)
  text.fill(0)
  return line
}

function lineEnd(text: Uint8Array): number {
  return text.findIndex((byte) => byte === newline || byte === carriageReturn)
}

/** In UTF-16 a byte of another character can look like the end of a line. */
function hasWholeLine(bytes: Uint8Array): boolean {
  const text = toUtf8(bytes)
  const isWhole = lineEnd(text) !== -1
  text.fill(0)
  return isWhole
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
    chunk.fill(0)
    if (length === longest || hasWholeLine(buffer.subarray(0, length))) break
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
