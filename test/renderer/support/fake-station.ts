import type {
  Input,
  Output,
  RequestName,
  StationApi,
  StationSnapshot,
} from '../../../src/shared/contract.ts'
import type { HistoryEntry, Page, PageRequest } from '../../../src/shared/pages.ts'
import type { FoundPerson, Issuance, KnownKey, KnownPerson } from '../../../src/shared/records.ts'

/** What the tables hold; repeated until there are so many rows. */
export interface FakeTables {
  readonly issuances: readonly Issuance[]
  readonly keys: readonly KnownKey[]
  readonly people: readonly KnownPerson[]
  readonly line: readonly Issuance[]
  readonly entries: readonly HistoryEntry[]
  readonly count: number
}

/** What the fake answers to: everything the page has been told about it. */
export interface FakeScript {
  readonly snapshot: StationSnapshot
  readonly people: readonly FoundPerson[]
  readonly now: number
  readonly tables: FakeTables
}

/** What was asked of the fake, in order: as it was the moment it came, and the very same object. */
export interface Asked {
  readonly name: RequestName
  readonly copy: unknown
  readonly input: unknown
}

declare global {
  interface Window {
    /** Pushes another snapshot. */
    pushSnapshot: (snapshot: StationSnapshot) => void
    asked: Asked[]
  }
}

/**
 * Stands in for the preload. It runs in the page before the window's own code, so it may refer to
 * nothing outside itself.
 */
export function installFakeStation({ snapshot, people, now, tables }: FakeScript): void {
  const listeners = new Set<(next: StationSnapshot) => void>()
  let current = snapshot
  const asked: Asked[] = []
  const push = (next: StationSnapshot): void => {
    current = next
    for (const listener of listeners) listener(structuredClone(next))
  }
  // Made here, for a hundred thousand rows are too many to be told about.
  const many = <T extends object>(rows: readonly T[], count: number): T[] =>
    Array.from({ length: Math.max(count, rows.length) }, (_, at) => {
      const row = structuredClone(rows[at % rows.length])
      if (row === undefined) throw new Error('no row to begin with')
      return at < rows.length ? row : Object.assign(row, { id: `r${at}`, identity: `k${at}` })
    })
  const issuances = many(tables.issuances, tables.count)
  const keys = many(tables.keys, tables.count)
  const known = many(tables.people, tables.count)
  const pageOf = <T extends object>(
    { text, states, offset, limit }: PageRequest,
    all: readonly T[],
  ): Page<T> => {
    const wanted = text.toLowerCase()
    const fits = (row: T): boolean =>
      Object.values(row).some(
        (value) => typeof value === 'string' && value.toLowerCase().startsWith(wanted),
      ) &&
      (states.length === 0 || !('state' in row) || states.some((state) => state === row.state))
    const rows = all.filter(fits)
    return { rows: rows.slice(offset, offset + limit), total: rows.length }
  }
  const historyOf = (id: string): Output<'issuances.history'> => {
    const issuance = issuances.find((one) => one.id === id)
    if (issuance === undefined) throw new Error(`no issuance ${id}`)
    const remarks = [{ reason: 'update-available' }] as const
    return {
      issuance,
      remarks,
      hasAttestation: id === 'i5',
      line: tables.line,
      entries: tables.entries,
    }
  }
  const trust: Output<'trust.read'> = {
    roots: [{ name: 'CN=Acme Security Key Root', validTo: '2040-01-01T00:00:00Z' }],
    metadataRoots: [],
    metadata: {
      number: 214,
      models: 214,
      ageDays: 12,
      nextUpdate: '2026-12-01',
      isOverdue: false,
    },
    problems: [],
  }
  const answers: { readonly [N in RequestName]: (input: Input<N>) => Output<N> } = {
    'station.snapshot': () => structuredClone(current),
    'station.try-demo': () => null,
    'connection.choose': () => null,
    'runs.answer': () => null,
    'runs.cancel': () => null,
    'runs.dismiss': () => null,
    'pins.hand-over': () => null,
    'simulator.act': () => null,
    'readiness.check': () => [],
    'proposals.read': () => current.proposals,
    'proposals.decide': () => null,
    'people.search': ({ text }) => {
      const wanted = text.toLowerCase()
      const has = (word: string) => word.toLowerCase().startsWith(wanted)
      return people.filter(({ firstName, lastName, login }) =>
        [firstName, lastName, login].some(has),
      )
    },
    'pins.reveal': () => ({ pin: new TextEncoder().encode('482913') }),
    'runs.start': () => ({ runId: 'run-1' }),
    'issuances.list': (asked) => pageOf(asked, issuances),
    'issuances.attestation': () => {
      throw new Error('for the terminal')
    },
    'issuances.save-attestation': () => ({ file: '/home/officer/keydesk-attestation.json' }),
    'issuances.history': ({ issuanceId }) => historyOf(issuanceId),
    'keys.list': (asked) => pageOf(asked, keys),
    'people.list': (asked) => pageOf(asked, known),
    'templates.save': ({ template }) => template,
    'templates.retire': () => null,
    'groups.search': () => [
      { id: '00g1', name: 'Security key holders' },
      { id: '00g2', name: 'Security officers' },
    ],
    'audit.list': ({ offset, limit }) => {
      const rows = tables.entries.map((entry) => ({
        ...entry,
        login: 'ada.lovelace@example.com',
        keySerial: '12345678',
        issuanceId: issuances[0]?.id ?? null,
      }))
      return { rows: rows.slice(offset, offset + limit), total: rows.length }
    },
    'audit.verify': () => ({ intact: true, entries: 1204, setBack: null }),
    'audit.export': () => ({ file: '/home/officer/keydesk-audit.csv' }),
    'registry.backup': () => ({ file: '/home/officer/keydesk-backup.sqlite' }),
    'papers.save-pdf': () => ({ file: '/home/officer/letter.pdf' }),
    'self-check.run': () => [
      { name: 'slots', state: 'ok', cause: null, found: 1 },
      {
        name: 'key',
        state: 'problem',
        cause: { code: 'key-access-denied', platform: 'linux' },
        found: null,
      },
      { name: 'connection', state: 'ok', cause: null, found: 'acme.okta.com' },
      { name: 'provider', state: 'ok', cause: null, found: 'acme.okta.com' },
      { name: 'registry', state: 'ok', cause: null, found: null },
      { name: 'key-store', state: 'ok', cause: null, found: null },
      { name: 'journal', state: 'ok', cause: null, found: 1204 },
      { name: 'trust', state: 'warning', cause: null, found: 215 },
    ],
    'terminal.read': () => ({ isAllowed: false, isOnly: false }),
    'terminal.allow': ({ isAllowed }) => ({ isAllowed, isOnly: false }),
    'recovery-key.save': () => ({ file: '/home/officer/keydesk-recovery-key.txt' }),
    'trust.read': () => trust,
    'trust.add-roots': () => trust,
    'trust.add-metadata-roots': () => trust,
    'trust.import-metadata': () => trust,
  }
  const station: StationApi = {
    request: async (name, input) => {
      asked.push({ name, copy: structuredClone(input), input })
      const answer: (input: Input<typeof name>) => Output<typeof name> = answers[name]
      return { ok: true, value: answer(input) }
    },
    onSnapshot: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  Object.assign(globalThis, { station, pushSnapshot: push, asked })
  Object.assign(Date, { now: () => now + performance.now() })
}
