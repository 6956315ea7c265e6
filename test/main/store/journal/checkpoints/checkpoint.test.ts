import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  leaveCheckpoint,
  readCheckpoints,
} from '../../../../../src/main/store/journal/checkpoints/checkpoint-folder.ts'
import {
  readCheckpoint,
  writeCheckpoint,
} from '../../../../../src/main/store/journal/checkpoints/checkpoint.ts'
import type { HeadSigner } from '../../../../../src/main/store/journal/head.ts'

function newSigner(): HeadSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const der = publicKey.export({ format: 'der', type: 'spki' })
  return { publicKey: der, sign: (text) => sign(null, text, privateKey) }
}

const place = { seq: 1814, hash: 'ab'.repeat(32) }
let signer: HeadSigner

beforeEach(() => {
  signer = newSigner()
})

describe('a checkpoint', () => {
  test('is a signed note of three lines and a signature', () => {
    const [origin, size, hash, empty, signature, end] = writeCheckpoint(place, signer).split('\n')
    expect(origin).toMatch(/^keydesk-journal\/[0-9a-f]{16}$/)
    expect(size).toBe('1814')
    expect(Buffer.from(hash ?? '', 'base64').toString('hex')).toBe(place.hash)
    expect([empty, end]).toEqual(['', ''])
    expect(signature).toMatch(new RegExp(`^\u2014 ${origin} [A-Za-z0-9+/=]+$`))
    // Four bytes name the key, 64 are the signature.
    expect(Buffer.from(signature?.split(' ')[2] ?? '', 'base64')).toHaveLength(68)
  })

  test('says again what was written, signed by that key and no other', () => {
    const text = writeCheckpoint(place, signer)
    expect(readCheckpoint(text, signer.publicKey)).toMatchObject({
      checkpoint: place,
      isSigned: true,
    })
    expect(readCheckpoint(text, newSigner().publicKey)).toMatchObject({ isSigned: false })
  })

  test('with any character changed is none, or not signed', () => {
    const text = writeCheckpoint(place, signer)
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === 'A' ? 'B' : 'A'
      const changed = text.slice(0, at) + other + text.slice(at + 1)
      const read = readCheckpoint(changed, signer.publicKey)
      // The last characters of a base64 text may say the same.
      if (read?.isSigned) expect(read.checkpoint).toMatchObject(place)
      else expect(read?.isSigned ?? false).toBe(false)
    }
  })
})

describe('a folder of checkpoints', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keydesk-checkpoints-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('holds those of several stations, each found by its own key', async () => {
    const other = newSigner()
    await leaveCheckpoint(folder, place, signer)
    await leaveCheckpoint(folder, { ...place, seq: 9 }, signer)
    await leaveCheckpoint(folder, place, other)
    expect(await readCheckpoints(folder, signer.publicKey)).toEqual({
      places: [expect.objectContaining({ ...place, seq: 9 }), expect.objectContaining(place)],
      unsigned: [],
    })
    expect((await readCheckpoints(folder, other.publicKey)).places).toHaveLength(1)
  })

  test('is not written to twice for one place', async () => {
    const name = await leaveCheckpoint(folder, place, signer)
    const before = await readFile(join(folder, name), 'utf8')
    expect(await leaveCheckpoint(folder, place, signer)).toBe(name)
    expect(await readFile(join(folder, name), 'utf8')).toBe(before)
    expect(await readdir(folder)).toEqual([name])
  })

  test('names what was changed in it, and what is no checkpoint', async () => {
    const name = await leaveCheckpoint(folder, place, signer)
    const text = await readFile(join(folder, name), 'utf8')
    await writeFile(join(folder, name), text.replace('1814', '1815'))
    await writeFile(join(folder, 'letter.checkpoint'), 'Dear Jane')
    await writeFile(join(folder, 'notes.txt'), 'not looked at')
    expect(await readCheckpoints(folder, signer.publicKey)).toEqual({
      places: [],
      unsigned: [name, 'letter.checkpoint'],
    })
  })

  test('keeps no half of a checkpoint that could not be written; the next try writes it', async () => {
    const refuse = (): never => {
      throw new Error('no signature')
    }
    await expect(leaveCheckpoint(folder, place, { ...signer, sign: refuse })).rejects.toThrow(
      'no signature',
    )
    expect(await readdir(folder)).toEqual([])
    await leaveCheckpoint(folder, place, signer)
    expect(await readCheckpoints(folder, signer.publicKey)).toMatchObject({
      places: [place],
      unsigned: [],
    })
  })
})
