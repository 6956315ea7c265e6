import { chmod, copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openOwnRegistry } from '../../../src/main/compose/own-registry.ts'
import {
  createAccountFileSecrets,
  createMemorySecrets,
} from '../../../src/main/secrets/key-file.ts'
import type { Keeper, Secrets } from '../../../src/main/secrets/secrets.ts'
import { StationSecrets } from '../../../src/main/secrets/station-secrets.ts'
import { allowTerminal, dismissTerminal } from '../../../src/main/station/station-key/admission.ts'
import type { Registry } from '../../../src/main/store/registry.ts'
import { terminalKeyIn } from '../../../src/main/system/data-directory.ts'
import { draftOf } from '../../support/samples.ts'
import { station } from './at-terminal.ts'

let folder: string
let keyStore: Keeper

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-one-station-'))
  keyStore = { ...createMemorySecrets(), kind: 'operating-system' }
})
afterEach(() => rm(folder, { recursive: true }))

/** Anew each time, as another start of the window. */
const windowSecrets = () =>
  new StationSecrets(folder, keyStore, [createAccountFileSecrets(terminalKeyIn(folder))])

async function atRegistry<T>(secrets: Secrets, work: (registry: Registry) => Promise<T>) {
  const registry = await openOwnRegistry({ dataDirectory: folder, secrets })
  try {
    return await work(registry)
  } finally {
    await registry.close()
  }
}

const pinOf = (issuanceId: string) => (registry: Registry) => registry.issuances.openPin(issuanceId)
const allow = () =>
  atRegistry(windowSecrets(), (registry) => allowTerminal(windowSecrets(), folder, registry))
const verify = () => station(['audit', 'verify', '--data', folder])
const pin = new TextEncoder().encode('246813')

const sealOne = async ({ issuances }: Registry) => {
  await issuances.create(draftOf('one'))
  await issuances.update('one', { state: 'issued', pin: pin.slice() })
}

const issue = async (data: string) => {
  const jane = ['issue', '--person', 'jane.doe@example.com']
  const { objects } = await station([...jane, '--demo', '--data', data, '--json'])
  return String(objects().at(-1)?.['issuanceId'])
}

describe("the terminal at the window's station", () => {
  test('is refused before anything is opened or made, until it is allowed', async () => {
    await atRegistry(windowSecrets(), sealOne)
    const { status, printed } = await verify()
    expect(status).toBe(1)
    expect(printed.join('\n')).toContain('does not allow the terminal')
    expect(printed.join('\n')).toContain('Settings, Terminal')
    expect(await readdir(folder)).not.toContain('terminal.key')
  })

  test('works with the same register, PINs and journal, once it is allowed', async () => {
    await atRegistry(windowSecrets(), sealOne)
    await allow()
    const id = await issue(folder)
    const file = join(folder, 'pin')
    const handOver = ['hand-over', 'one', '--demo', '--data', folder, '--pin-out', file]
    expect(await station(handOver)).toMatchObject({ status: 0 })
    expect(await readFile(file, 'utf8')).toBe('246813\n')
    expect(await verify()).toMatchObject({ status: 0 })
    const seen = await atRegistry(windowSecrets(), async (registry) => ({
      pin: await pinOf(id)(registry),
      verdict: await registry.journal.verify(),
    }))
    expect(new TextDecoder().decode(seen.pin ?? undefined)).toMatch(/^\d{6}$/)
    expect(seen.verdict).toMatchObject({ intact: true })
  })

  test('is refused again once it is allowed no more', async () => {
    await atRegistry(windowSecrets(), sealOne)
    await allow()
    await dismissTerminal(windowSecrets(), folder)
    expect(await verify()).toMatchObject({ status: 1 })
    expect(await readdir(folder)).not.toContain('terminal.key')
  })
})

test('what the window’s key store had sealed itself is the terminal’s as well, once it is allowed', async () => {
  await atRegistry(keyStore, sealOne)
  await writeFile(join(folder, 'connection.sealed'), await keyStore.seal(Buffer.from('{}')))
  await allow()
  const terminal = new StationSecrets(folder, createAccountFileSecrets(terminalKeyIn(folder)))
  expect(await atRegistry(terminal, pinOf('one'))).toEqual(Buffer.from(pin))
  const connection = await terminal.open(await readFile(join(folder, 'connection.sealed')))
  expect(connection).toEqual(Buffer.from('{}'))
  expect(await verify()).toMatchObject({ status: 0 })
})

test.runIf(process.platform !== 'win32')(
  'a key file that is refused for a while leaves no entry that nobody signed',
  async () => {
    await issue(folder)
    await chmod(terminalKeyIn(folder), 0o644)
    const refused = await station(['backup', join(folder, 'copy'), '--data', folder, '--json'])
    expect(refused.objects()).toMatchObject([
      { code: 'secrets-unavailable', reason: 'readable-by-others' },
    ])
    await chmod(terminalKeyIn(folder), 0o600)
    expect(await verify()).toMatchObject({ status: 0 })
  },
)

test('what the terminal began is the window’s as well, PINs and journal', async () => {
  const id = await issue(folder)
  const before = await atRegistry(windowSecrets(), pinOf(id))
  expect(before).not.toBeNull()
  await rm(terminalKeyIn(folder))
  expect(await atRegistry(windowSecrets(), pinOf(id))).toEqual(before)
})

test('a register from before the station had a key goes on, journal and PINs', async () => {
  const former = createAccountFileSecrets(terminalKeyIn(folder))
  await atRegistry(former, async (registry) => {
    await sealOne(registry)
    await registry.journal.verify()
  })
  await station(['audit', 'export', '--data', folder, '--out', join(folder, 'lines')])
  expect(await verify()).toMatchObject({ status: 0 })
  const secrets = new StationSecrets(folder, former)
  expect(await atRegistry(secrets, pinOf('one'))).toEqual(Buffer.from(pin))
  // By the station's key alone: what the former keeper had sealed was sealed anew.
  const alone = new StationSecrets(folder, { ...keyStore, available: () => Promise.resolve(true) })
  await alone.giveBack()
  await secrets.admit(keyStore)
  expect(await atRegistry(new StationSecrets(folder, keyStore), pinOf('one'))).toEqual(
    Buffer.from(pin),
  )
})

test('a register whose station’s key is gone says so, and makes no other', async () => {
  await issue(folder)
  await rm(join(folder, 'station-key.json'))
  const { status, printed } = await verify()
  expect(status).toBe(1)
  expect(printed.join('\n')).toContain('station-key.json')
  expect(await readdir(folder)).not.toContain('station-key.json')
})

describe('a recovery key', () => {
  const at = (...parts: string[]) => join(folder, ...parts)
  const restore = (copy: string, sheet: string, to: string) =>
    station(['restore', copy, '--data', to, '--reason', 'fire', '--recovery-key', sheet, '--json'])

  test('and a backup let another computer take the station’s place, with its PINs', async () => {
    const id = await issue(at('old'))
    const old = ['--data', at('old')]
    expect(await station(['backup', at('early.sqlite'), ...old])).toMatchObject({ status: 0 })
    expect(await station(['recovery-key', at('sheet.txt'), ...old])).toMatchObject({ status: 0 })
    expect(await station(['backup', at('copy.sqlite'), ...old])).toMatchObject({ status: 0 })
    expect((await restore(at('early.sqlite'), at('sheet.txt'), at('new'))).objects()).toMatchObject(
      [{ code: 'backup-unusable', reason: 'no-recovery' }],
    )
    expect(await readdir(at('new'))).not.toContain('station-key.json')
    // A try before was killed once it had the station's key.
    await restore(at('copy.sqlite'), at('sheet.txt'), at('killed'))
    for (const file of ['station-key.json', 'terminal.key']) {
      await copyFile(at('killed', file), at('new', file))
    }
    expect(await restore(at('copy.sqlite'), at('sheet.txt'), at('new'))).toMatchObject({
      status: 0,
    })
    const there = ['--data', at('new')]
    expect(await station(['audit', 'verify', ...there])).toMatchObject({ status: 0 })
    const handOver = ['hand-over', id, '--demo', ...there, '--pin-out', at('pin')]
    expect(await station(handOver)).toMatchObject({ status: 0 })
    expect(await readFile(at('pin'), 'utf8')).toMatch(/^\d{6}\n$/)
  })

  test('that was replaced, or has a slip, opens no later backup, and a station takes none', async () => {
    await issue(at('old'))
    const old = ['--data', at('old')]
    for (const sheet of ['first.txt', 'second.txt']) {
      await station(['recovery-key', at(sheet), ...old])
    }
    await station(['backup', at('copy.sqlite'), ...old])
    const refusal = async (sheet: string, to: string) =>
      (await restore(at('copy.sqlite'), sheet, to)).objects()
    expect(await refusal(at('first.txt'), at('new'))).toMatchObject([
      { code: 'backup-unusable', reason: 'other-recovery-key' },
    ])
    expect(await refusal(at('copy.sqlite'), at('new'))).toMatchObject([{ code: 'file-not-read' }])
    await issue(at('other'))
    expect(await refusal(at('second.txt'), at('other'))).toMatchObject([
      { code: 'not-available', what: 'new-station' },
    ])
    expect(await station(['audit', 'verify', ...old])).toMatchObject({ status: 0 })
  })
})
