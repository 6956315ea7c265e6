import { open } from 'node:fs/promises'
import { writeNewFile } from '../../store/file/file-fault.ts'
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

/** Writes the PIN and a newline into a new file, down to the disk. Throws ProcedureError. */
export async function writePinFile(path: string, pin: Uint8Array): Promise<void> {
  await writeNewFile(path, async (file) => {
    await file.write(pin)
    await file.write(Uint8Array.of(newline))
  })
}
