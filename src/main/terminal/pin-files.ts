import { open } from 'node:fs/promises'
import { writeNewFile } from '../file-fault.ts'

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

/** Writes the PIN and a newline into a new file, down to the disk. Throws ProcedureError. */
export async function writePinFile(path: string, pin: Uint8Array): Promise<void> {
  await writeNewFile(path, async (file) => {
    await file.write(pin)
    await file.write(Uint8Array.of(newline))
  })
}
