import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findCycle, localOf, percentile, readSources, type SourceFile } from './support/sources.ts'

const files = readSources('src')

/** Files of main that may import electron. */
const electronic = [
  'index',
  'secrets/keyring',
  'window/ipc',
  'window/paths',
  'window/window',
  'window/window-dialogs',
].map((name) => `src/main/${name}.ts`)

/** One file a command, or a group of texts: a list that is looked up by name, not read through. */
const largeFolders = [
  'src/ctap2/commands',
  'src/shared/text',
  'src/simulator/virtual-key',
  'src/simulator/virtual-key/commands',
]

/** The public surface of ctap2: its imports are its content. */
const barrel = 'src/ctap2/index.ts'

/** A row of the table in docs/architecture.md. */
interface Room {
  readonly name: string
  /** Rooms, by their whole names; a room that shows one file alone is named by that file. */
  readonly local: readonly string[]
  /** Packages; `node` is every module of Node's. */
  readonly packages: readonly string[]
}

const rooms = readRooms()

function readRooms(): readonly Room[] {
  const page = readFileSync(new URL('../docs/architecture.md', import.meta.url), 'utf8')
  const rows = page.split('\n').flatMap((line) => {
    const [, name = [], , local = [], packages = []] = line.split('|').map(quotedIn)
    return name.length === 1 ? [{ name: name[0] ?? '', local, packages }] : []
  })
  const names = new Set(rows.map(({ name }) => name))
  return rows.map(({ name, local, packages }) => ({
    name,
    local: local.map((one) => {
      const near = `${name.split('/')[0] ?? ''}/${one}`
      return names.has(near) ? near : one
    }),
    packages,
  }))
}

function quotedIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '')
}

/** A room is a folder, or a file that stands in none. */
const holds = (room: string, path: string): boolean =>
  path.startsWith(`src/${room}/`) || path.split('.')[0] === `src/${room}`

const roomOf = (path: string): Room | undefined => rooms.find(({ name }) => holds(name, path))

/** The permission that an import uses; null where it needs none. */
function useOf(file: SourceFile, request: string): string | null {
  const room = roomOf(file.path)
  if (!request.startsWith('.')) return packageOf(request, room)
  const path = localOf(file, request)
  if (room && holds(room.name, path)) return null
  const used = room?.local.find((one) => holds(one, path))
  return used ?? `${path}, which the table does not let it`
}

function packageOf(name: string, room: Room | undefined): string {
  const used = room?.packages.find(
    (one) => name === one || name.startsWith(`${one}/`) || name.startsWith(`${one}:`),
  )
  return used ?? `${name}, which the table does not let it`
}

/** Files that import something matching `what`. */
function importersOf(what: RegExp): string[] {
  return files
    .filter((file) => [...file.imports, ...file.localImports].some((name) => what.test(name)))
    .map((file) => file.path)
}

describe('who may import whom', () => {
  test('every source stands in one room', () => {
    const lost = files.filter(
      ({ path }) => rooms.filter(({ name }) => holds(name, path)).length !== 1,
    )
    expect(lost.map(({ path }) => path)).toEqual([])
  })

  test('a room imports what stands above it in the table', () => {
    const upward = rooms.flatMap(({ name, local }, at) => {
      const above = rooms.slice(0, at)
      const isAbove = (one: string): boolean => above.some((room) => holds(room.name, `src/${one}`))
      return local.filter((one) => !isAbove(one)).map((one) => `${name} imports ${one}`)
    })
    expect(upward).toEqual([])
  })

  test.each(rooms)(
    '$name keeps to its row of the table, and uses it',
    ({ name, local, packages }) => {
      const inside = files.filter(({ path }) => holds(name, path))
      const used = inside.flatMap((file) =>
        file.imports.flatMap((request) => {
          const use = useOf(file, request)
          return use === null ? [] : [use]
        }),
      )
      expect([...new Set(used)].toSorted()).toEqual([...local, ...packages].toSorted())
    },
  )

  test('no folder has more sources than can be looked over', () => {
    const counts = new Map<string, number>()
    for (const { path } of files) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1)
    const large = [...counts].filter(([, count]) => count > 20).map(([folder]) => folder)
    expect(large).toEqual(largeFolders)
  })

  test('electron is imported in six files of main and in preload only', () => {
    const allowed = [...electronic, 'src/preload/index.ts']
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
      /^src\/(main\/provider\/okta|main\/terminal\/network\/(network|tunnel|authorities)\.ts|simulator|ctap2\/hid\/udp-port)/
    expect(reach.filter((path) => !allowed.test(path))).toEqual([])
    const fetching = files
      .filter((file) => /(?<![.\w])fetch\(/.test(file.text))
      .map(({ path }) => path)
    expect(fetching.filter((path) => !allowed.test(path))).toEqual([])
  })

  test('only what is composed knows which provider stands behind the port', () => {
    const outside = importersOf(/^src\/main\/provider\/okta\//).filter(
      (path) =>
        !/^src\/main\/(provider\/okta\/|compose\/(compose|demo|connection)\.ts$)/.test(path),
    )
    expect(outside).toEqual([])
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
