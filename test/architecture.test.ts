import { describe, expect, test } from 'vitest'
import { findCycle, percentile, readSources, type SourceFile } from './support/sources.ts'

const files = readSources('src')

/** Files of main that may import electron; marked with a bolt in docs/architecture.md. */
const bolted = ['index', 'window', 'window-dialogs', 'ipc', 'secrets', 'paths'].map(
  (name) => `src/main/${name}.ts`,
)

/** The public surface of ctap2: its imports are its content. */
const barrel = 'src/ctap2/index.ts'

/** A rule of the import table: which files, what they may import beside their own folder. */
interface Room {
  readonly name: string
  readonly holds: (path: string) => boolean
  /** Local files outside the room, by prefix or exact path. */
  readonly local: readonly string[]
  /** Packages, exactly or as `name/*`. */
  readonly packages: readonly string[]
}

const below = (prefix: string) => (path: string) => path.startsWith(prefix)

const rooms: readonly Room[] = [
  { name: 'shared', holds: below('src/shared/'), local: [], packages: ['zod'] },
  {
    name: 'ctap2',
    holds: below('src/ctap2/'),
    local: [],
    packages: [
      'node:crypto',
      'node:dgram',
      'node:events',
      'node:timers/promises',
      'node:zlib',
      'cbor-x',
      'cbor-x/*',
      '@noble/curves/*',
      'node-hid',
    ],
  },
  {
    name: 'main',
    holds: below('src/main/'),
    local: ['src/shared/', 'src/ctap2/index.ts', 'src/simulator/'],
    packages: ['node:*', 'electron', 'kysely', 'zod', 'jose', 'undici', '@okta/okta-sdk-nodejs'],
  },
  { name: 'preload', holds: below('src/preload/'), local: ['src/shared/'], packages: ['electron'] },
  {
    name: 'renderer',
    holds: below('src/renderer/'),
    local: ['src/shared/'],
    packages: [
      'react',
      'react/*',
      'react-dom/*',
      'zustand',
      '@base-ui/react/*',
      'lucide-react',
      'lucide-react/*',
    ],
  },
  {
    name: 'simulator',
    holds: below('src/simulator/'),
    local: [],
    packages: [
      'node:*',
      'cbor-x',
      '@noble/curves/*',
      'jose',
      'zod',
      '@simplewebauthn/server',
      '@simplewebauthn/server/*',
    ],
  },
]

function isAllowed(name: string, allowed: readonly string[]): boolean {
  return allowed.some((rule) =>
    rule.endsWith('*') ? name.startsWith(rule.slice(0, -1)) : name === rule,
  )
}

function strangersOf(file: SourceFile, room: Room): string[] {
  const local = file.localImports.filter(
    (path) => !room.holds(path) && !room.local.some((rule) => path.startsWith(rule)),
  )
  const packages = file.imports.filter(
    (name) => !name.startsWith('.') && !isAllowed(name, room.packages),
  )
  return [...local, ...packages].map((name) => `${file.path} imports ${name}`)
}

/** Files that import something matching `what`. */
function importersOf(what: RegExp): string[] {
  return files
    .filter((file) => [...file.imports, ...file.localImports].some((name) => what.test(name)))
    .map((file) => file.path)
}

describe('who may import whom', () => {
  test('every source stands in a room', () => {
    expect(files.filter((file) => !rooms.some((room) => room.holds(file.path)))).toEqual([])
  })

  test.each(rooms)('$name keeps to its row of the table', (room) => {
    const inside = files.filter((file) => room.holds(file.path))
    expect(inside.flatMap((file) => strangersOf(file, room))).toEqual([])
  })

  test('electron is imported in the bolted files of main and in preload only', () => {
    const allowed = [...bolted, 'src/preload/index.ts']
    expect(importersOf(/^electron$/).filter((path) => !allowed.includes(path))).toEqual([])
  })

  test('node-hid is imported in one file', () => {
    expect(importersOf(/^node-hid$/)).toEqual(['src/ctap2/hid/node-hid-port.ts'])
  })

  test('keys are opened in one file of main', () => {
    const openers = files.filter((file) => /\bAuthenticator\.open\(/.test(file.text))
    expect(openers.map(({ path }) => path)).toEqual(['src/main/desk/open-key.ts'])
  })

  test('the simulator is composed in one file of main', () => {
    const composers = importersOf(/^src\/simulator\//).filter((path) =>
      path.startsWith('src/main/'),
    )
    expect(composers).toEqual(['src/main/compose/demo.ts'])
  })

  test('only okta/ reaches the network, in a terminal by its own way out', () => {
    const reach = importersOf(/^(node:(https?|net|tls|dgram)|undici|@okta\/.*)$/)
    const allowed =
      /^src\/(main\/okta|main\/terminal\/(network|tunnel|authorities)\.ts|simulator|ctap2\/hid\/udp-port)/
    expect(reach.filter((path) => !allowed.test(path))).toEqual([])
    const fetching = files
      .filter((file) => /(?<![.\w])fetch\(/.test(file.text))
      .map(({ path }) => path)
    expect(fetching.filter((path) => !allowed.test(path))).toEqual([])
  })

  test('nothing below imports workflows, run or station', () => {
    const above = /^src\/main\/(workflows\/|run\.ts|station\.ts|compose\.ts|cli)/
    const low = files.filter((file) =>
      /^src\/main\/(steps|okta|store|audit|trust|policy|idp|failure-of)/.test(file.path),
    )
    expect(low.filter((file) => file.localImports.some((name) => above.test(name)))).toEqual([])
  })

  test('only compose.ts and what it composes know which provider stands behind idp.ts', () => {
    const outside = importersOf(/^src\/main\/okta\//).filter(
      (path) => !path.startsWith('src/main/okta/'),
    )
    expect(
      outside.filter((path) => !/^src\/main\/(compose|demo|connection)\.ts$/.test(path)),
    ).toEqual([])
  })

  test('the demo is loaded when it is asked for, and not before', () => {
    const eager = files.filter((file) => /^import .*\/demo\.ts'/m.test(file.text))
    expect(eager.map(({ path }) => path)).toEqual([])
  })

  test('zod stays out of preload and renderer', () => {
    const users = importersOf(/^zod$/).filter((path) => path.startsWith('src/shared/'))
    expect(users).toEqual(['src/shared/schemas.ts', 'src/shared/template-schema.ts'])
    const reach = importersOf(/^src\/shared\/(template-)?schemas?\.ts$/)
    expect(reach.filter((path) => /^src\/(preload|renderer)\//.test(path))).toEqual([])
  })

  test('cbor and packets import nothing of ours', () => {
    const pure = files.filter((file) => /^src\/ctap2\/(cbor|hid\/packet)\.ts$/.test(file.path))
    expect(pure).toHaveLength(2)
    expect(pure.flatMap((file) => file.localImports)).toEqual([])
  })

  test('no cycles', () => {
    expect(findCycle(files)).toBeNull()
  })
})

describe('measures', () => {
  const functions = files.flatMap((file) =>
    file.functions.map((one) => ({ ...one, where: `${file.path}:${one.line}` })),
  )
  const table = [
    {
      name: 'lines of a source file',
      numbers: files.map(({ lines }) => lines),
      limits: [90, 250, 400],
    },
    {
      name: 'lines of a function',
      numbers: functions.map(({ lines }) => lines),
      limits: [10, 40, 60],
    },
    {
      name: 'local imports of a file',
      // The one barrel names everything that others may use of ctap2.
      numbers: files
        .filter(({ path }) => path !== 'src/ctap2/index.ts')
        .map(({ localImports }) => localImports.length),
      limits: [4, 11, 15],
    },
  ] as const

  test.each(table)('$name: median, 95th percentile, most', ({ numbers, limits }) => {
    const [median, high, most] = limits
    expect(percentile(numbers, 0.5)).toBeLessThanOrEqual(median)
    expect(percentile(numbers, 0.95)).toBeLessThanOrEqual(high)
    expect(Math.max(...numbers)).toBeLessThanOrEqual(most)
  })

  test('nothing is longer than it may be, by name', () => {
    expect(files.filter(({ lines }) => lines > 400).map(({ path }) => path)).toEqual([])
    expect(functions.filter(({ lines }) => lines > 60).map(({ where }) => where)).toEqual([])
  })
})

describe('language', () => {
  test('no any, no non-null assertion, no enum, no default export', () => {
    const faults = files.flatMap((file) => file.faults.map((fault) => `${file.path}: ${fault}`))
    expect(faults).toEqual([])
  })

  test('no escape from the types or the linter', () => {
    const escape = /\bas unknown as\b|@ts-(ignore|expect-error|nocheck)|(oxlint|eslint)-disable/
    expect(files.filter((file) => escape.test(file.text)).map(({ path }) => path)).toEqual([])
  })

  test('no barrels but ctap2/index.ts', () => {
    const barrels = files.filter((file) =>
      /^export \* from|^export \{[^}]*\} from/m.test(file.text),
    )
    expect(barrels.map(({ path }) => path).filter((path) => path !== barrel)).toEqual([])
  })
})
