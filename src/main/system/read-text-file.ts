import { open } from 'node:fs/promises'
import type { FileFault } from '../../shared/failure.ts'
import { codeOf } from './system-error.ts'

/** A file that somebody gave could not be read, or not as text. */
export class TextFileError extends Error {
  override readonly name = 'TextFileError'
  readonly file: string
  readonly reason: FileFault

  constructor(file: string, reason: FileFault, options?: ErrorOptions) {
    super(`text file ${reason}`, options)
    this.file = file
    this.reason = reason
  }
}

/** How text is written as bytes, and how many of them its byte order mark takes. */
export interface TextEncoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be'
  readonly markLength: number
}

// Unicode 16.0 §23.8: the mark tells the encoding and is no part of the text.
const marked: readonly (readonly [TextEncoding['name'], readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** More than any connection, key or template has, in bytes. */
const mostTextBytes = 1024 * 1024

/** The encoding that a byte order mark tells of; UTF-8 without one. */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  for (const [name, mark] of marked) {
    if (mark.every((byte, at) => bytes[at] === byte)) return { name, markLength: mark.length }
  }
  return { name: 'utf-8', markLength: 0 }
}

/** Bytes as text, without a byte order mark; null when they are not text. */
export function decodeText(bytes: Uint8Array): string | null {
  const { name, markLength } = encodingOf(bytes)
  try {
    const decoder = new TextDecoder(name, { fatal: true, ignoreBOM: true })
    const text = decoder.decode(bytes.subarray(markLength))
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}

/** The text of a file in UTF-8, or in UTF-16 with a byte order mark. Throws a TextFileError. */
export async function readTextFile(file: string, mostBytes = mostTextBytes): Promise<string> {
  const text = decodeText(await readWithin(file, mostBytes))
  if (text === null) throw new TextFileError(file, 'not-text')
  return text
}

/** What a file in JSON says. Throws a TextFileError, which quotes nothing of it. */
export async function readJsonFile(file: string): Promise<unknown> {
  return parseJson(await readTextFile(file), file)
}

/** What JSON says that was read from this file. Throws a TextFileError. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's message quotes what it could not read, which may be a secret.
    throw new TextFileError(file, 'not-json')
  }
}

/** A file that somebody names, up to a size. Throws a TextFileError. */
export async function readWithin(file: string, mostBytes: number): Promise<Uint8Array> {
  try {
    const handle = await open(file, 'r')
    try {
      if ((await handle.stat()).size > mostBytes) throw new TextFileError(file, 'too-large')
      return await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof TextFileError) throw error
    throw new TextFileError(file, faultOf(error), { cause: error })
  }
}

function faultOf(error: unknown): FileFault {
  const code = codeOf(error)
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing'
  return code === 'EISDIR' ? 'folder' : 'unreadable'
}
