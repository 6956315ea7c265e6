import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createAccountFileSecrets,
  createMemorySecrets,
} from '../../../src/main/secrets/key-file.ts'
import type { Secrets } from '../../../src/main/secrets/secrets.ts'
import { defaultTemplates } from '../../../src/main/store/default-templates.ts'
import { openDatabase } from '../../../src/main/store/file/database.ts'
import { openRegistry } from '../../../src/main/store/registry.ts'
import type { Person } from '../../../src/shared/records.ts'

const person: Person = {
  id: '00u1',
  login: 'jane.doe@example.com',
  email: 'jane.doe@example.com',
  firstName: 'Jane',
  lastName: 'Doe',
  status: 'ACTIVE',
}

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-registry-'))
  file = join(folder, 'registry.sqlite')
})

afterEach(() => rm(folder, { recursive: true }))

/** A registry with one planned issuance `i1`. */
async function openWithOne(secrets: Secrets, now = () => 1000) {
  const registry = await openRegistry(file, secrets, now)
  const [template] = defaultTemplates
  if (!template) throw new Error('no template')
  if (!(await registry.issuances.find('i1'))) {
    const procedure = 'issue-key'
    const draft = { id: 'i1', procedure, person, provider: 'acme.okta.com', template } as const
    await registry.issuances.create(draft)
  }
  return registry
}

describe('a row', () => {
  test('is planned first and keeps what becomes known', async () => {
    let now = 1000
    const registry = await openWithOne(createMemorySecrets(), () => now)
    now = 2000
    await registry.issuances.update('i1', {
      act: 'creating',
      factorId: 'fwf1',
      rpId: 'acme.okta.com',
    })
    expect(await registry.issuances.find('i1')).toEqual({
      id: 'i1',
      procedure: 'issue-key',
      bundleId: 'i1',
      formerId: null,
      template: defaultTemplates[0],
      onKey: 'nothing',
      isHeld: false,
      inactiveBy: null,
      state: 'planned',
      act: 'creating',
      personId: '00u1',
      login: person.login,
      personName: 'Jane Doe',
      provider: 'acme.okta.com',
      rpId: 'acme.okta.com',
      factorId: 'fwf1',
      credentialId: null,
      aaguid: null,
      keySerial: null,
      keyProduct: null,
      hasSealedPin: false,
      createdAt: 1000,
      updatedAt: 2000,
    })
    expect(await registry.issuances.listUnfinished()).toHaveLength(1)
    await registry.issuances.update('i1', { act: null, state: 'active', keyIdentity: 'f' })
    expect(await registry.issuances.listUnfinished()).toEqual([])
    expect(await registry.issuances.listOnKey('f')).toMatchObject([{ personName: 'Jane Doe' }])
    expect(await registry.issuances.listOnKey('g')).toEqual([])
    expect(await registry.issuances.listOnKey(null)).toEqual([])
    await registry.close()
  })

  test('is on the disk when the write resolves, for a process that is killed after it', async () => {
    const registry = await openWithOne(createMemorySecrets())
    await registry.issuances.update('i1', { act: 'erasing' })
    const copy = join(folder, 'copy.sqlite')
    await copyFile(file, copy)
    await copyFile(`${file}-wal`, `${copy}-wal`)
    const after = await openRegistry(copy, createMemorySecrets(), () => 1)
    expect(await after.issuances.find('i1')).toMatchObject({ act: 'erasing' })
    await after.close()
    await registry.close()
  })
})

describe('a sealed PIN', () => {
  const pin = new TextEncoder().encode('marker-735194')

  test('opens for the keeper that sealed it, and stands nowhere in clear', async () => {
    const secrets = createAccountFileSecrets(join(folder, 'key'))
    const first = await openWithOne(secrets)
    await first.issuances.update('i1', { pin })
    await first.close()
    const bytes = await readFile(file)
    for (const form of [Buffer.from(pin), Buffer.from(Buffer.from(pin).toString('base64'))]) {
      expect(bytes.includes(form)).toBe(false)
    }
    const second = await openWithOne(createAccountFileSecrets(join(folder, 'key')))
    expect(await second.issuances.openPin('i1')).toEqual(Buffer.from(pin))
    await second.issuances.update('i1', { pin: null })
    expect(await second.issuances.openPin('i1')).toBeNull()
    await second.close()
  })

  test('does not open for another keeper', async () => {
    const first = await openWithOne(createMemorySecrets())
    await first.issuances.update('i1', { pin })
    await first.close()
    const second = await openWithOne(createMemorySecrets())
    await expect(second.issuances.openPin('i1')).rejects.toMatchObject({
      reason: { code: 'secrets-unavailable', reason: 'refused' },
    })
    await second.close()
  })

  test('does not open in another row', async () => {
    const secrets = createMemorySecrets()
    const registry = await openWithOne(secrets)
    await registry.issuances.update('i1', { pin })
    const db = await openDatabase(file)
    await db.updateTable('issuances').set({ id: 'i2' }).execute()
    await expect(registry.issuances.openPin('i2')).rejects.toThrow()
    await db.destroy()
    await registry.close()
  })
})

describe('a file that cannot serve stops the station with its reason', () => {
  test('foreign', async () => {
    await writeFile(
      file,
      'this is a spreadsheet, not a registry, and long enough to be read as one',
    )
    await expect(openDatabase(file)).rejects.toMatchObject({ reason: 'corrupt' })
  })

  test('of a newer version', async () => {
    const db = await openDatabase(file)
    await db.destroy()
    const again = await openDatabase(file)
    await sql`insert into kysely_migration values ('9999-later', '2030-01-01')`.execute(again)
    await again.destroy()
    await expect(openDatabase(file)).rejects.toMatchObject({ reason: 'newer' })
  })

  test('in a folder that is not there', async () => {
    await expect(openDatabase(join(folder, 'gone', 'r.sqlite'))).rejects.toMatchObject({
      name: 'RegistryError',
    })
  })

  // Root may write everything.
  test.skipIf(process.getuid?.() === 0)('read-only', async () => {
    await (await openDatabase(file)).destroy()
    await chmod(file, 0o400)
    await expect(openDatabase(file)).rejects.toMatchObject({ reason: 'read-only' })
  })
})
