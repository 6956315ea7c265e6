import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decodeText, readTextFile, TextFileError } from '../../../src/main/system/read-text-file.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-text-'))
})

afterEach(() => rm(folder, { recursive: true }))

async function given(bytes: Uint8Array): Promise<string> {
  const file = join(folder, 'given')
  await writeFile(file, bytes)
  return file
}

const text = '{"name":"Zoë 🗝"}'
const bigEndian = (of: string): Buffer => Buffer.from(of, 'utf16le').swap16()

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
  ['UTF-16 LE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 BE with a mark', bigEndian(`\ufeff${text}`)],
])('text is read as %s, and a mark is no part of it', async (_name, bytes) => {
  expect(await readTextFile(await given(bytes))).toBe(text)
})

test('only the first mark is one', () => {
  expect(decodeText(Buffer.from('\ufeff\ufeffx'))).toBe('\ufeffx')
})

test.each([
  ['bytes that are no UTF-8', Buffer.from([0x41, 0xff, 0x42])],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])],
  ['UTF-16 without a mark', Buffer.from(text, 'utf16le')],
  ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x41])],
  ['half a pair of UTF-16', Buffer.from([0xff, 0xfe, 0x3d, 0xd8, 0x41, 0x00])],
])('%s: no text', async (_name, bytes) => {
  const file = await given(bytes)
  await expect(readTextFile(file)).rejects.toMatchObject({ file, reason: 'not-text' })
})

test('what is not there, no file or too large is told as that', async () => {
  const refusal = (file: string) =>
    readTextFile(file).then(
      () => 'read',
      (error: unknown) => (error instanceof TextFileError ? error.reason : error),
    )
  expect(await refusal(join(folder, 'none'))).toBe('missing')
  expect(await refusal(join(folder, 'none', 'at', 'all'))).toBe('missing')
  await mkdir(join(folder, 'folder'))
  expect(await refusal(join(folder, 'folder'))).toBe('folder')
  expect(await refusal(await given(Buffer.alloc(1024 * 1024 + 1, 'x')))).toBe('too-large')
})
