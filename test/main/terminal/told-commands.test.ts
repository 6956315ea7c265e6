import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../src/main/store/file/database.ts'
import type { Fact } from '../../../src/main/store/journal/entry.ts'
import type { IssuanceTable } from '../../../src/main/store/schema.ts'
import { commandNames, type CommandName } from '../../../src/main/terminal/options.ts'
import { startOktaDouble, type OktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import { serveOverUdp, type UdpServer } from '../../../src/simulator/virtual-key/udp-server.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { eventually } from '../../support/eventually.ts'
import { factsIn } from '../../support/facts-in.ts'
import { blobMakers, makeBlob } from '../../support/mds-blob.ts'
import { tokenCaller } from '../../support/okta-caller.ts'
import { templateOf } from '../../support/samples.ts'
import { station } from './at-terminal.ts'

// One data directory, one organization and one key for all the commands of a test.
let folder: string
let okta: OktaDouble
let key: UdpServer

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-told-'))
  okta = await startOktaDouble()
  key = await newKey()
  await writeFile(at('connection.json'), JSON.stringify(okta.connection))
})

afterEach(async () => {
  await Promise.all([key.close(), okta.close()])
  await rm(folder, { recursive: true })
})

function newKey(): Promise<UdpServer> {
  const virtual = new VirtualKey({ resetWindowMs: Number.POSITIVE_INFINITY })
  return serveOverUdp(virtual, { port: 0, hearsReboot: false })
}

const at = (name: string) => join(folder, name)
const registry = () => join(folder, 'data', 'registry.sqlite')

/** Runs a command at this place, by itself or with its organization and key. Throws what it said when it failed. */
async function run(
  command: CommandName,
  words: readonly string[],
): Promise<Record<string, unknown>[]> {
  const own = ['--data', at('data'), '--json']
  const outside = ['--connection', at('connection.json'), '--key', `udp:127.0.0.1:${key.port}`]
  const args = [command, ...words, ...own, ...outside]
  const { status, objects, told, printed } = await station(args)
  if (status !== 0) throw new Error([...printed, ...told].join('\n'))
  return command === 'help' || words[0] === 'export' ? [] : objects()
}

async function issue(...words: readonly string[]): Promise<string> {
  const said = await run('issue', ['--person', 'jane.doe@example.com', ...words])
  return String(said.at(-1)?.['issuanceId'])
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(at(name), content)
  return at(name)
}

const pin = (digits: string) => file(`pin-${digits}`, digits)
const walkIn = async () => await issue('--pin-file', await pin('73519420'))
const changed = async () => [
  '--current-pin-file',
  await pin('73519420'),
  '--pin-file',
  await pin('24680246'),
]

/** Changes the only row, as a crash would have left it. */
async function leave(id: string, columns: Partial<IssuanceTable>): Promise<void> {
  const db = await openDatabase(registry())
  await db.updateTable('issuances').set(columns).where('id', '=', id).execute()
  await db.destroy()
}

/** Somebody deleted Jane's factor at Okta. */
async function proposal(): Promise<string> {
  await walkIn()
  await run('events', [])
  const factor = okta.records().factors.find(({ login }) => login === 'jane.doe@example.com')
  const path = `/api/v1/users/${factor?.userId ?? ''}/factors/${factor?.id ?? ''}`
  await tokenCaller(okta.connectionFor('token'))('DELETE', path)
  const [first] = await eventually(async () => {
    const proposals = await run('events', [])
    expect(proposals).toHaveLength(1)
    return proposals
  }, 200)
  return String(first?.['id'])
}

const makers = blobMakers()
const root = () => file('root.pem', makers.root.certificate.toString())

/** A command line, and what the journal has of it. */
interface Line {
  /** What the command line does, where it is one of several. */
  readonly name?: string
  /** None for a command that changes and reveals nothing. */
  readonly facts: readonly Fact[]
  /** Prepares what it is about, and resolves with what follows the command. */
  readonly words?: () => readonly string[] | Promise<readonly string[]>
}

const issuing: readonly Fact[] = [
  'run-started',
  'factor-enrolled',
  'pin-set',
  'credential-created',
  'credential-registered',
  'credential-proven',
  'key-configured',
  'run-done',
]
const handing: readonly Fact[] = ['pin-revealed', 'pin-handed-over', 'issuance-activated']

/** Every command there is. One that is new has no line here, and this does not compile. */
const told = {
  issue: [
    { facts: issuing, words: () => ['--person', 'jane.doe@example.com'] },
    {
      name: 'with its PIN into a file',
      facts: [...issuing, ...handing],
      words: () => ['--person', 'jane.doe@example.com', '--pin-out', at('pin')],
    },
  ],
  replace: [
    {
      facts: ['run-started', 'factor-enrolled', 'issuance-revoked', ...issuing.slice(2)],
      async words() {
        const id = await issue()
        await key.close()
        key = await newKey()
        return [id, '--yes']
      },
    },
  ],
  'set-pin': [
    {
      facts: ['pin-changed'],
      async words() {
        await walkIn()
        return await changed()
      },
    },
  ],
  'reset-pin': [
    {
      facts: ['pin-changed'],
      async words() {
        await walkIn()
        return await changed()
      },
    },
    {
      name: 'of one that is forgotten',
      facts: [
        'run-started',
        'factor-enrolled',
        'key-erased',
        ...issuing.slice(2, -1),
        'issuance-revoked',
        'run-done',
      ],
      async words() {
        await issue()
        return ['--forgotten', '--erase', '--yes']
      },
    },
  ],
  activate: [{ facts: ['issuance-activated'], words: async () => [await issue()] }],
  inactivate: [
    {
      facts: ['person-suspended', 'issuance-inactivated'],
      words: async () => [await walkIn(), '--yes'],
    },
  ],
  reactivate: [
    {
      facts: ['person-unsuspended', 'issuance-reactivated'],
      async words() {
        const id = await walkIn()
        await run('inactivate', [id, '--yes'])
        return [id, '--yes']
      },
    },
  ],
  revoke: [
    { facts: ['issuance-revoked', 'key-erased'], words: async () => [await walkIn(), '--yes'] },
  ],
  whose: [
    {
      facts: [],
      async words() {
        await walkIn()
        return []
      },
    },
    {
      name: 'with what is on it',
      facts: ['key-read'],
      async words() {
        await walkIn()
        return ['--credentials', '--current-pin-file', await pin('73519420')]
      },
    },
  ],
  erase: [
    {
      facts: ['key-erased', 'issuance-revoked'],
      async words() {
        await walkIn()
        return ['--erase', '--yes']
      },
    },
  ],
  unfinished: [
    {
      facts: [],
      async words() {
        await walkIn()
        return []
      },
    },
    {
      name: 'after somebody who is gone',
      facts: ['claim-lifted', 'factor-deleted', 'issuance-settled'],
      async words() {
        const claimant = `${hostname()}:4194305:a`
        const claim = { claimed_by: claimant, claimed_until: Date.now() + 60_000 }
        await leave(await walkIn(), { act: 'deleting', ...claim })
        return []
      },
    },
    {
      name: 'brought to an end',
      facts: ['issuance-revoked', 'issuance-settled'],
      async words() {
        const id = await walkIn()
        await leave(id, { act: 'erasing', key_identity: 'elsewhere' })
        return [id, '--without-key']
      },
    },
  ],
  issuances: [
    {
      facts: [],
      async words() {
        await walkIn()
        return []
      },
    },
    {
      name: 'with what its key showed',
      facts: ['attestation-exported'],
      async words() {
        const template = { ...templateOf('hand-over'), attestation: 'record' }
        await run('templates', ['save', await file('template.json', JSON.stringify(template))])
        return [await issue(), '--attestation-out', at('attestation.json')]
      },
    },
  ],
  templates: [
    { name: 'list', facts: [], words: () => ['list'] },
    { name: 'show', facts: [], words: () => ['show', 'walk-in'] },
    {
      name: 'save',
      facts: ['template-saved'],
      words: async () => [
        'save',
        await file('template.json', JSON.stringify(templateOf('hand-over'))),
      ],
    },
    { name: 'retire', facts: ['template-retired'], words: () => ['retire', 'walk-in'] },
  ],
  trust: [
    { name: 'show', facts: [], words: () => ['show'] },
    { name: 'add-roots', facts: ['roots-added'], words: async () => ['add-roots', await root()] },
    {
      name: 'add-metadata-roots',
      facts: ['metadata-roots-added'],
      words: async () => ['add-metadata-roots', await root()],
    },
    {
      name: 'import-metadata',
      facts: ['metadata-imported'],
      async words() {
        await run('trust', ['add-metadata-roots', await root()])
        const nextUpdate = '2049-01-01'
        return ['import-metadata', await file('blob.jwt', await makeBlob(makers, { nextUpdate }))]
      },
    },
  ],
  keys: [{ facts: [] }],
  check: [{ facts: [] }],
  readiness: [{ facts: [] }],
  events: [
    { facts: [] },
    {
      name: 'applied',
      facts: ['issuance-revoked'],
      words: async () => ['--apply', await proposal()],
    },
    {
      name: 'dismissed',
      facts: ['proposal-dismissed'],
      words: async () => ['--dismiss', await proposal()],
    },
  ],
  audit: [
    { name: 'list', facts: [], words: issued(['list']) },
    { name: 'verify', facts: [], words: issued(['verify']) },
    { name: 'export', facts: ['journal-exported'], words: issued(['export']) },
    {
      name: 'export into a file',
      facts: ['journal-exported'],
      words: async () => [...(await issued(['export'])()), '--out', at('journal.jsonl')],
    },
    {
      name: 'checkpoints',
      facts: ['checkpoints-moved'],
      async words() {
        await mkdir(at('stick'))
        return await issued(['checkpoints', at('stick')])()
      },
    },
  ],
  backup: [{ facts: ['registry-copied'], words: async () => await issued([at('copy.sqlite')])() }],
  'recovery-key': [
    { facts: ['recovery-key-made'], words: async () => await issued([at('sheet.txt')])() },
  ],
  restore: [
    {
      facts: ['registry-restored'],
      async words() {
        await walkIn()
        await run('backup', [at('copy.sqlite')])
        return [at('copy.sqlite'), '--reason', 'a trial']
      },
    },
  ],
  join: [
    {
      facts: ['registry-joined'],
      async words() {
        await walkIn()
        for (const end of ['', '.witness']) {
          await cp(at(`data${end}`), at(`other${end}`), { recursive: true })
        }
        return [at('other'), '--yes']
      },
    },
  ],
  'hand-over': [{ facts: handing, words: async () => [await issue(), '--pin-out', at('pin')] }],
  help: [{ facts: [] }],
} satisfies { readonly [C in CommandName]: readonly [Line, ...Line[]] }

/** These words, where something was issued before. */
function issued(words: readonly string[]) {
  return async () => {
    await walkIn()
    return words
  }
}

const lines: { readonly [C in CommandName]: readonly Line[] } = told

describe.each(commandNames)('the journal has what was done by %s', (command) => {
  for (const { name = 'as it is', facts, words } of lines[command]) {
    test(`${name}${facts.length === 0 ? ', which only looks' : ''}`, async () => {
      const given = (await words?.()) ?? []
      const before = existsSync(registry()) ? (await factsIn(registry())).length : 0
      await run(command, given)
      const now = existsSync(registry()) ? await factsIn(registry()) : []
      expect(now.slice(before)).toEqual(facts)
    })
  }
})
