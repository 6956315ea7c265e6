import { mkdtemp, readdir, rm, type FileHandle } from 'node:fs/promises'
import * as files from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeFolder, writeNew, writeWhole } from '../../../src/main/system/write-whole.ts'

// What is asked of the disk is written down here; what a disk does with it, test/matrix/syncs.ts shows.
vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof files>()
  return { ...original, open: vi.fn<typeof original.open>(original.open) }
})

const { open } = await vi.importActual<typeof files>('node:fs/promises')
let folder: string
let synced: string[]
let refusal: string | null

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-write-'))
  synced = []
  refusal = null
  vi.mocked(files.open).mockImplementation(async (path, ...rest) => {
    const handle = await open(path, ...rest)
    return watched(handle, String(path))
  })
})

afterEach(() => rm(folder, { recursive: true }))

function watched(handle: FileHandle, path: string): FileHandle {
  const sync = handle.sync.bind(handle)
  handle.sync = async () => {
    synced.push(basename(path).replace(/[0-9a-f-]{36}/, 'UUID'))
    const isFolder = (await handle.stat()).isDirectory()
    if (refusal !== null && isFolder) throw Object.assign(new Error(refusal), { code: refusal })
    await sync()
  }
  return handle
}

const writeName = (handle: FileHandle) => handle.writeFile('x')

test('a new file is on the disk by its name, too', async () => {
  await writeNew(join(folder, 'pin'), writeName)
  expect(synced).toEqual(['pin', basename(folder)])
})

test('a folder is on the disk with every folder above it that was missing', async () => {
  await writeWhole(join(folder, 'a', 'b', 'kept'), Buffer.from('x'))
  expect(synced).toEqual(['a', basename(folder), 'kept.UUID.new', 'b'])
  await makeFolder(join(folder, 'a', 'b'))
  expect(synced).toHaveLength(4)
})

test('where nothing can sync a folder, a file is written all the same', async () => {
  refusal = 'EINVAL'
  await writeNew(join(folder, 'pin'), writeName)
  expect(await readdir(folder)).toEqual(['pin'])
})

test('one whose name cannot be written is taken away again', async () => {
  refusal = 'EIO'
  await expect(writeNew(join(folder, 'pin'), writeName)).rejects.toThrow('EIO')
  expect(await readdir(folder)).toEqual([])
})
