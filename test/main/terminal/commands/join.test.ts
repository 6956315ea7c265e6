import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAccountFileSecrets } from '../../../../src/main/secrets/key-file.ts'
import { StationSecrets } from '../../../../src/main/secrets/station-secrets.ts'
import { terminalDirectory, windowDirectory } from '../../../../src/main/terminal/paths.ts'
import { station } from '../at-terminal.ts'

// Whole issuances, on a machine that may be busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

const certificateFile = join(import.meta.dirname, '../../trust/vectors/fido-mds3-example-root.pem')
let folder: string
let own: string
let shared: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-joining-'))
  const places = { XDG_DATA_HOME: 'data', XDG_CONFIG_HOME: 'config', APPDATA: 'roaming' }
  for (const [name, place] of Object.entries(places)) vi.stubEnv(name, join(folder, place))
  own = terminalDirectory(process.platform, process.env)
  shared = windowDirectory(process.platform, process.env)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

const issue = async (directory: string, login: string) =>
  await station(['issue', '--person', login, '--demo', '--data', directory])
const issued = async (directory: string) =>
  (await station(['issuances', '--data', directory, '--json'])).objects()
const fillBoth = async () => {
  await issue(own, 'jane.doe@example.com')
  await issue(shared, 'john.doe@example.com')
}

// Where these places are below the home folder, a test stays away from them.
describe.skipIf(process.platform === 'darwin')('two stations at their usual places', () => {
  test('are told with each command that names none, and made one', async () => {
    await fillBoth()
    const listed = await station(['audit', 'list', '--json', '--limit', '1'])
    expect(
      listed.told.filter((line) => line.includes('“station join” makes them one')),
    ).toHaveLength(1)
    expect(listed.printed.join('\n')).not.toContain('station join')
    expect((await station(['audit', 'list', '--data', own])).told).toEqual([])

    const joined = await station(['join', '--json'], undefined, { words: ['join'] })
    expect(joined.told[0]).toContain(`From ${own} into ${shared}: 1 issuances, 1 keys`)
    const [result] = joined.objects()
    expect(result).toMatchObject({ type: 'join', folder: shared, issuances: 1 })
    expect(await issued(shared)).toHaveLength(2)
    expect(await station(['audit', 'verify'])).toMatchObject({ status: 0, told: [] })
    expect(await readdir(String(result?.['aside']))).toContain('registry.sqlite')
    expect(await readdir(shared)).toContain(basename(String(result?.['archive'])))
    const [id] = (await issued(shared)).filter(({ login }) => login === 'jane.doe@example.com')
    const pin = join(folder, 'pin')
    const handed = ['hand-over', String(id?.['id']), '--pin-out', pin, '--demo', '--data', shared]
    expect(await station(handed)).toMatchObject({ status: 0 })
    expect(await readFile(pin, 'utf8')).toMatch(/^\d{6}/)

    const again = await station(['join'])
    expect(again).toMatchObject({ status: 2 })
    expect(again.told[0]).toContain(`There is no register in ${own}.`)
  })
})

describe('is refused, and both stay', () => {
  test('where there are no two registers', async () => {
    await issue(shared, 'john.doe@example.com')
    const of = async (from: string, into: string) =>
      (await station(['join', from, '--data', into, '--yes'])).told[0]
    expect(await of(own, shared)).toContain(`There is no register in ${own}.`)
    expect(await of(shared, own)).toContain(`There is no register in ${own}.`)
    expect(await of(shared, shared)).toContain(`${shared} is the station itself`)
    const outer = join(shared, '..')
    expect(await of(outer, shared)).toContain(`${outer} is the station itself, or has it inside.`)
  })

  test('where nobody confirms it', async () => {
    await fillBoth()
    const join = ['join', own, '--data', shared]
    expect((await station([...join, '--json'])).objects()).toMatchObject([
      { code: 'not-available', what: 'confirmation' },
    ])
    expect(await station(join, undefined, { words: ['no'] })).toMatchObject({ status: 130 })
    expect(await issued(shared)).toHaveLength(1)
    expect(await issued(own)).toHaveLength(1)
  })

  test('where the window has not allowed the terminal', async () => {
    await issue(own, 'jane.doe@example.com')
    await issue(shared, 'john.doe@example.com')
    await rm(join(shared, 'station-key.json'))
    const keyStore = createAccountFileSecrets(join(folder, 'store.key'))
    await new StationSecrets(shared, { ...keyStore, kind: 'operating-system' }).key()
    const before = [await readdir(shared), await readFile(join(shared, 'station-key.json'))]
    const refused = await station(['join', own, '--data', shared, '--yes', '--json'])
    expect(refused.objects()).toMatchObject([{ code: 'terminal-not-admitted' }])
    const after = [await readdir(shared), await readFile(join(shared, 'station-key.json'))]
    expect(after).toEqual(before)
    expect(await readdir(own)).toContain('registry.sqlite')
  })
})

describe('what is kept beside a register', () => {
  const secretsIn = (directory: string) =>
    new StationSecrets(directory, createAccountFileSecrets(join(directory, 'terminal.key')))
  const connection = JSON.stringify({
    orgUrl: 'https://acme.okta.com',
    auth: { kind: 'operator', clientId: '0oa1' },
  })

  test('comes over where there is none, and stands in the journal', async () => {
    await fillBoth()
    const sealed = await secretsIn(own).seal(Buffer.from(connection))
    await writeFile(join(own, 'connection.sealed'), sealed)
    const roots = join(own, 'trust', 'roots')
    await mkdir(roots, { recursive: true })
    await writeFile(join(roots, 'maker.pem'), await readFile(certificateFile))
    expect(await station(['join', own, '--data', shared, '--yes'])).toMatchObject({ status: 0 })
    const kept = await readFile(join(shared, 'connection.sealed'))
    expect(Buffer.from(await secretsIn(shared).open(kept)).toString()).toBe(connection)
    expect(await readdir(join(shared, 'trust', 'roots'))).toHaveLength(1)
    const audit = await station(['audit', 'list', '--data', shared, '--json', '--limit', '3'])
    expect(audit.objects()).toMatchObject([
      { fact: 'roots-added' },
      { fact: 'connection-changed', detail: { host: 'acme.okta.com' } },
      { fact: 'registry-joined', detail: { kind: 'join', issuances: 1 } },
    ])
  })
})
