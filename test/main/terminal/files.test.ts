import { execFile, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { station } from './at-terminal.ts'

// Whole issuances, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let folder: string
let data: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-files-'))
  data = join(folder, 'data')
  await station(['issue', '--person', 'jane.doe@example.com', '--demo', '--data', data])
})

afterAll(() => rm(folder, { recursive: true }))

const at = async (...args: string[]) => await station([...args, '--data', data])

test('a back-up is not written over a file that is there', async () => {
  const file = join(folder, 'letter.txt')
  await writeFile(file, 'precious')
  const { status, told } = await at('backup', file)
  expect(status).toBe(2)
  expect(told[0]).toContain(`${file} is already there, and is not written over.`)
  expect(await readFile(file, 'utf8')).toBe('precious')
})

test('what is no back-up is told as what it is, and the register stays', async () => {
  const readme = join(folder, 'README.md')
  await writeFile(readme, '# Keydesk\n'.repeat(50))
  const { status, printed } = await at('restore', readme, '--reason', 'x')
  expect(status).toBe(1)
  expect(printed.join('\n')).toContain(`The register is as it was. ${readme} is no back-up`)
  expect(printed.join('\n')).not.toMatch(/disk|window asked|mistake/)
  expect(await at('audit', 'verify')).toMatchObject({ status: 0 })
  expect(await readdir(data)).not.toContainEqual(expect.stringMatching(/^restore-|replaced$/))
})

test('the same in German', async () => {
  const readme = join(folder, 'README.md')
  await writeFile(readme, 'x')
  const { printed } = await at('restore', readme, '--reason', 'x', '--language', 'de')
  expect(printed[0]).toBe(
    `Das lässt sich nicht zurückholen. Das Register ist, wie es war. ${readme} ist keine Sicherung eines Registers.`,
  )
})

describe.runIf(process.platform === 'linux')('a full disk', () => {
  let small: string
  let isMounted: boolean

  beforeEach(async () => {
    small = join(folder, 'small')
    await mkdir(small, { recursive: true })
    const mount = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', small])
    isMounted = mount.status === 0
  })

  afterEach(() => {
    if (isMounted) spawnSync('/bin/umount', [small])
  })

  test('is named, and no half of an export, a back-up or a PIN file is left on it', async ({
    skip,
  }) => {
    if (!isMounted) skip('only root may mount a small disk')
    await writeFile(join(small, 'ballast'), Buffer.alloc(12_288))
    const full = async (...args: string[]) => {
      const { status, printed } = await at(...args)
      expect(status).toBe(1)
      expect(printed.join('\n')).toContain('The disk is full.')
      expect(printed.join('\n')).toContain('Code: file-not-written')
      expect(await readdir(small)).toEqual(['ballast'])
    }
    await full('backup', join(small, 'copy.sqlite'))
    await writeFile(join(small, 'ballast'), Buffer.alloc(16_384))
    await full('audit', 'export', '--out', join(small, 'audit.jsonl'))
  })

  test('ends an export to standard output as failed', async () => {
    const source = join(import.meta.dirname, '../../../src/main/cli.ts')
    const script = `"${process.execPath}" --import tsx "${source}" audit export --data "${data}" > /dev/full`
    const failed: unknown = await promisify(execFile)('sh', ['-c', script]).catch(
      (error: unknown) => error,
    )
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('disk is full') })
  })
})
