import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createAccountFileSecrets,
  createMemorySecrets,
} from '../../../src/main/secrets/key-file.ts'
import type { Keeper } from '../../../src/main/secrets/secrets.ts'
import { StationSecrets } from '../../../src/main/secrets/station-secrets.ts'

let folder: string
let keyStore: Keeper
let keyFile: Keeper
const secret = Buffer.from('what a station keeps')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-station-key-'))
  keyStore = { ...createMemorySecrets(), kind: 'operating-system' }
  keyFile = createAccountFileSecrets(join(folder, 'terminal.key'))
})
afterEach(() => rm(folder, { recursive: true }))

/** As each opens it: anew, as another process would. */
const window = () => new StationSecrets(folder, keyStore, [keyFile])
const terminal = () => new StationSecrets(folder, keyFile)
const ring = join('.', 'station-key.json')

const code = (name: string) => ({ reason: { code: name } })
const unavailable = (reason: string) => ({ reason: { code: 'secrets-unavailable', reason } })

describe("the station's key", () => {
  test('is made by whoever seals first, and is one for two that do at once', async () => {
    const sealed = await Promise.all(Array.from({ length: 8 }, () => window().seal(secret)))
    for (const one of sealed) expect(await window().open(one)).toEqual(secret)
    expect((await stat(join(folder, ring))).mode & 0o777).toBe(0o600)
    expect(await window().admitted()).toEqual(['operating-system'])
  })

  test('is the terminal’s as well, once the window has allowed it, and not before', async () => {
    const sealed = await window().seal(secret)
    await expect(terminal().demandAdmission(true)).rejects.toMatchObject(
      code('terminal-not-admitted'),
    )
    await expect(terminal().open(sealed)).rejects.toMatchObject(code('terminal-not-admitted'))
    await expect(stat(join(folder, 'terminal.key'))).rejects.toThrow('ENOENT')
    await window().admit(keyFile)
    await terminal().demandAdmission(true)
    expect(await terminal().open(sealed)).toEqual(secret)
    expect(await window().open(await terminal().seal(secret))).toEqual(secret)
  })

  test('is the terminal’s no more, once that was taken back; the last keeper stays', async () => {
    const sealed = await window().seal(secret)
    await window().admit(keyFile)
    await window().dismiss('account-file')
    await expect(terminal().open(sealed)).rejects.toMatchObject(code('terminal-not-admitted'))
    await expect(window().dismiss('operating-system')).rejects.toThrow('terminal-not-admitted')
    expect(await window().admitted()).toEqual(['operating-system'])
  })

  test('stays the terminal’s where the key store lost its own, and is then the window’s again', async () => {
    const sealed = await window().seal(secret)
    await window().admit(keyFile)
    // As a key store that was set up anew.
    keyStore = { ...createMemorySecrets(), kind: 'operating-system' }
    const alone = () => new StationSecrets(folder, keyStore)
    await expect(alone().dismiss('account-file')).rejects.toMatchObject(
      unavailable('keeper-refused'),
    )
    expect(await window().open(sealed)).toEqual(secret)
    expect(await alone().open(sealed)).toEqual(secret)
    await window().dismiss('account-file')
    expect(await alone().open(sealed)).toEqual(secret)
  })

  test('of a station that the terminal began lets the window in by the account’s file', async () => {
    const sealed = await terminal().seal(secret)
    expect(await window().open(sealed)).toEqual(secret)
    expect(await window().admitted()).toEqual(['operating-system', 'account-file'])
    await rm(join(folder, 'terminal.key'))
    expect(await window().open(sealed)).toEqual(secret)
  })

  test('opens what a keeper had sealed itself, before there was one', async () => {
    const before = await keyStore.seal(secret)
    expect(await window().open(before)).toEqual(secret)
    expect(window().hasSealed('operating-system')).toBe(true)
    expect(terminal().hasSealed('operating-system')).toBe(false)
  })

  test('that is not there is missed where something was sealed with it, and never made anew', async () => {
    await expect(window().demandAdmission(true)).rejects.toMatchObject(code('station-key-missing'))
    await window().demandAdmission(false)
  })

  test('is not made where nobody could keep it', async () => {
    keyStore = { ...keyStore, available: () => Promise.resolve(false) }
    expect(await window().available()).toBe(false)
    await expect(window().seal(secret)).rejects.toMatchObject(unavailable('no-keeper'))
    expect(await window().admitted()).toEqual([])
  })

  test('in a file that is none says so', async () => {
    await window().seal(secret)
    const text = await readFile(join(folder, ring), 'utf8')
    await writeFile(join(folder, ring), text.slice(0, 40))
    await expect(window().seal(secret)).rejects.toMatchObject(unavailable('no-ring'))
  })
})
