import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import {
  getPinToken,
  makeCredential,
  udpKeys,
  type KeySource,
  encodePin,
} from '../../../src/ctap2/index.ts'
import { openAuthenticator } from '../../../src/main/desk/open-key.ts'
import { openUnchanged } from '../../../src/main/store/file/database.ts'
import { listKeys } from '../../../src/main/terminal/commands/keys.ts'
import { textsIn } from '../../../src/main/terminal/language.ts'
import { Printer } from '../../../src/main/terminal/printing/printer.ts'
import { openProcessIo } from '../../../src/main/terminal/printing/process-io.ts'
import { runTerminal } from '../../../src/main/terminal/run-terminal.ts'
import { plainText } from '../../../src/shared/plain-text.ts'
import { startOktaDouble, type OktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import { SEED_PEOPLE } from '../../../src/simulator/okta/seed/people.ts'
import { serveOverUdp } from '../../../src/simulator/virtual-key/udp-server.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { textAt } from '../../support/okta-caller.ts'

/** A window's title, a line of one's own, a screen cleared, a text turned round, and nothing at all. */
const hostile = 'Mal\u001b]0;x\u0007\r\nIssued to ceo@example.com.\u009b2J\u202ea\u200bb'
const shown = 'Mal␛]0;x␇␍␊Issued to ceo@example.com.<U+009B>2J<U+202E>a<U+200B>b'
const login = 'mallory@example.com'
const pin = '481516'

/** Every byte that goes out while something runs, of standard output and of standard error. */
async function written(run: () => Promise<unknown>): Promise<string> {
  const bytes: Buffer[] = []
  const take = (chunk: string | Uint8Array): boolean => bytes.push(Buffer.from(chunk)) > 0
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation(take),
  )
  try {
    await run()
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
  const all = Buffer.concat(bytes)
  expect(all.filter((byte) => byte < 0x20 && byte !== 0x0a)).toHaveLength(0)
  // A table begins with the mark of its encoding.
  const lines = all
    .toString()
    .replace(/^\ufeff/u, '')
    .split('\n')
  for (const line of lines) expect(line).toBe(plainText(line))
  expect(lines.filter((line) => /^\s*Issued to ceo/.test(line))).toEqual([])
  return all.toString()
}

const station = (...args: readonly string[]): Promise<string> =>
  written(() => runTerminal(args, openProcessIo()))

type Place = Awaited<ReturnType<typeof hostilePlace>>

/** An organization where everything that can be named has that name, and a key at a UDP port. */
async function hostilePlace() {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-hostile-'))
  const [jane, ...others] = SEED_PEOPLE
  if (jane === undefined) throw new Error('nobody')
  const double = await startOktaDouble({
    people: [{ ...jane, firstName: hostile, login }, ...others],
    configure: ({ policies, webauthn }) => {
      for (const policy of policies) Object.assign(policy, { name: `${policy.name} ${hostile}` })
      webauthn.settings.aaguidGroups.push({ name: hostile, aaguids: [] })
    },
  })
  const key = await serveOverUdp(new VirtualKey(), { port: 0, hearsReboot: false })
  onTestFinished(async () => {
    await Promise.all([key.close(), double.close()])
    await rm(folder, { recursive: true })
  })
  const file = (name: string): string => join(folder, name)
  await writeFile(file('connection.json'), JSON.stringify(double.connection))
  await writeFile(file('pin'), pin)
  const data = ['--data', file('station')]
  const at = ['--connection', file('connection.json'), ...data]
  return {
    double,
    file,
    data,
    at,
    keyPort: key.port,
    withKey: [...at, '--key', `udp:127.0.0.1:${key.port}`],
  }
}

/** Some other site's credential, whose account has that name. */
async function register(port: number): Promise<void> {
  const source = udpKeys(port)
  const [device] = await source.list()
  if (device === undefined) throw new Error('no key')
  const authenticator = await openAuthenticator(source, device)
  const bytes = encodePin(new TextEncoder().encode(pin))
  const permissions = ['makeCredential'] as const
  const rp = { id: 'bank.example' }
  const token = await getPinToken(authenticator, bytes, { permissions, rpId: rp.id })
  await makeCredential(authenticator, {
    clientDataHash: new Uint8Array(32),
    rp,
    user: { id: Uint8Array.of(1), name: hostile },
    algorithms: [-7],
    options: { rk: true },
    token,
  })
  await authenticator.close()
}

/** As an earlier version may have kept it; returns the id of the issuance. */
async function makeRowsHostile(registry: string): Promise<string> {
  const db = await openUnchanged(registry)
  const names = { person_name: hostile, key_product: hostile, key_serial: hostile }
  await db.updateTable('issuances').set(names).execute()
  for (const { seq, body } of await db.selectFrom('audit').select(['seq', 'body']).execute()) {
    const fact = { ...(JSON.parse(body) as object), login: hostile }
    await db
      .updateTable('audit')
      .set({ body: JSON.stringify(fact) })
      .where('seq', '=', seq)
      .execute()
  }
  const { id } = await db.selectFrom('issuances').select('id').executeTakeFirstOrThrow()
  const proposal = {
    id: 'e1',
    issuance_id: id,
    at: 1,
    kind: 'person-suspended',
    proposal: 'inactivate',
  } as const
  await db
    .insertInto('proposals')
    .values({ ...proposal, actor: hostile, decision: 'open' })
    .execute()
  await db.destroy()
  return id
}

const objects = (text: string): readonly Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)

/** A group of that name, which the person joins. */
async function addGroup({ url, settings }: OktaDouble): Promise<string> {
  const answer = await fetch(`${url}/api/v1/groups`, {
    method: 'POST',
    headers: {
      authorization: `SSWS ${settings.apiTokens[0]?.token ?? ''}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ profile: { name: hostile } }),
  })
  return textAt(await answer.json(), 'id')
}

/** A template that says all of it, saved and printed. */
async function saveTemplate({ double, file, at }: Place): Promise<string> {
  const walkIn = JSON.parse(
    await station('templates', 'show', 'walk-in', '--json', ...at),
  ) as object
  const groups = [{ id: await addGroup(double), name: hostile }]
  await writeFile(file('template.json'), JSON.stringify({ ...walkIn, name: hostile, groups }))
  return await station('templates', 'save', file('template.json'), ...at)
}

test('names from Okta, a template and a key are text on one line wherever the terminal prints them', async () => {
  const place = await hostilePlace()
  const { file, at, withKey } = place
  const saved = await saveTemplate(place)
  expect(saved).toContain(`walk-in  version 2  ${shown}\n`)

  const person = ['--person', login]
  const issued = await station('issue', ...person, '--pin-file', file('pin'), ...withKey)
  expect(issued).toContain(`\nIssued to ${shown} Doe (${login}, `)
  await register(place.keyPort)
  const typed = ['--current-pin-file', file('pin')]
  const whose = await station('whose', '--credentials', ...typed, ...withKey)
  expect(whose).toContain(` bank.example ${shown}\n`)
  expect(await station('readiness', ...person, ...at)).toContain(`Default Policy ${shown}`)
  for (const form of [[], ['--json']]) {
    await station('issue', ...person, '--erase', '--pin-file', file('pin'), ...form, ...withKey)
    await station('readiness', ...person, ...form, ...at)
    await station('templates', 'list', ...form, ...at)
  }
})

test('so is what stood in the registry before; JSON says exactly what stands there', async () => {
  const { file, at, withKey, data } = await hostilePlace()
  await station('issue', '--person', login, '--pin-file', file('pin'), ...withKey)
  const issuanceId = await makeRowsHostile(join(file('station'), 'registry.sqlite'))

  expect(await station('issuances', ...at)).toContain(`  ${login}  ${shown} ${shown}\n`)
  expect(await station('audit', 'list', ...data)).toContain(`  ${shown}  by `)
  expect(await station('events', ...at)).toContain(shown)
  const [row] = objects(await station('issuances', '--json', ...at))
  expect(row).toMatchObject({ personName: hostile, keyProduct: hostile, keySerial: hostile })
  const [entry] = objects(await station('audit', 'list', '--limit', '1', '--json', ...data))
  expect(entry).toMatchObject({ login: hostile })
  await station('events', '--json', ...at)

  const lines = objects(await station('audit', 'export', ...data))
  // The last says that this was exported.
  const told = lines.slice(0, -1)
  expect(told.map(({ login: who }) => who)).toEqual(told.map(() => hostile))
  const comma = ['--format', 'csv', '--separator', 'comma']
  const table = await station('audit', 'export', ...comma, ...data)
  expect(table.split('\n')).toHaveLength(lines.length + 3)
  expect(table).toContain(`,"${shown}",`)
  expect(await station('revoke', issuanceId, '--yes', '--without-key', ...at)).toContain(shown)
})

test('so is what is typed, and what a key calls itself', async () => {
  expect(await station(hostile)).toContain(shown)
  const data = ['--data', join(tmpdir(), 'keydesk-nowhere')]
  expect(await station('audit', 'list', '--data', `/nowhere/${hostile}`)).toContain(shown)
  expect(
    await station('issue', '--demo', '--person', hostile, '--pin-file', hostile, ...data),
  ).toContain(shown)

  const device = { path: '/dev/hidraw7', vendorId: 1, productId: 2 }
  const source: KeySource = {
    list: () => Promise.resolve([{ ...device, product: hostile, serialNumber: hostile }]),
    open: () => Promise.reject(new Error('only listed')),
  }
  const list = (json: boolean) =>
    written(() => listKeys(source, new Printer(openProcessIo(), json, textsIn('en'))))
  expect(await list(false)).toBe(`/dev/hidraw7  ${shown}, serial ${shown}\n`)
  expect(objects(await list(true))).toEqual([
    { type: 'key', ...device, product: shown, serial: shown },
  ])
})
