import { writeSync } from 'node:fs'
import type { SqliteDatabase } from 'kysely'
import { MessageAssembly, parsePacket } from '../../src/ctap2/hid/packet.ts'
import type { HidPort, KeySource } from '../../src/ctap2/index.ts'
import { commandName } from '../../src/simulator/virtual-key/command-name.ts'

/** What a station does to the world outside it. */
export type PointKind = 'commit' | 'key' | 'okta'

/** A moment right before or right after the station did something to the world. */
export interface Point {
  readonly kind: PointKind
  readonly side: 'before' | 'after'
  readonly what: string
}

/** Tells of every point it passes, and dies at one: SIGKILL, which nothing in the process hears of. */
export class Points {
  readonly #dieAt: number
  #passed = 0

  /** 0 passes them all. */
  constructor(dieAt: number) {
    this.#dieAt = dieAt
  }

  pass(kind: PointKind, side: Point['side'], what: string): void {
    this.#passed += 1
    const isLast = this.#passed === this.#dieAt
    if (this.#dieAt === 0 || isLast) tell({ kind, side, what } satisfies Point)
    if (isLast) process.kill(process.pid, 'SIGKILL')
  }

  async around<T>(kind: PointKind, what: string, work: () => Promise<T>): Promise<T> {
    this.pass(kind, 'before', what)
    const result = await work()
    this.pass(kind, 'after', what)
    return result
  }
}

/** One line of JSON to the parent process, written before anything else happens. */
export function tell(line: unknown): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}

/** Calls of Okta: before they are sent, and when the answer is here but nobody has seen it. */
export function watchedFetch(points: Points): typeof fetch {
  return async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    const path = pathname.replace(/\/00[a-z0-9]{10,}|\/(opf|fwf|uf)[A-Za-z0-9]{10,}/g, '/…')
    const what = `${init?.method ?? 'GET'} ${path}`
    return await points.around('okta', what, () => fetch(input, init))
  }
}

/** Messages to a key: before the first report goes out, and when the last one of the answer is here. */
export function watchedKeys(points: Points, keys: KeySource): KeySource {
  return {
    list: () => keys.list(),
    open: async (path) => watchedPort(points, await keys.open(path)),
  }
}

const keepalive = 0x3b

function watchedPort(points: Points, port: HidPort): HidPort {
  let request: MessageAssembly | null = null
  let answer: MessageAssembly | null = null
  let name = ''
  return {
    async send(report) {
      const packet = parsePacket(report)
      if (packet?.kind === 'initialization') {
        request = new MessageAssembly(packet)
        // Its name may stand in a later report; what was begun is not interrupted between two.
        if (request.isComplete) points.pass('key', 'before', (name = nameOf(request)))
        else points.pass('key', 'before', (name = nameOfFirst(packet)))
      }
      await port.send(report)
    },
    listen(onReport, onClosed) {
      port.listen((report) => {
        const packet = parsePacket(report)
        const isKeepalive = packet?.kind === 'initialization' && packet.command === keepalive
        if (packet && !isKeepalive) {
          if (packet.kind === 'initialization') answer = new MessageAssembly(packet)
          else answer?.add(packet)
          if (answer?.isComplete) points.pass('key', 'after', name)
        }
        onReport(report)
      }, onClosed)
    },
    close: () => port.close(),
  }
}

function nameOf({ command, payload }: MessageAssembly): string {
  return commandName({ channel: 0, command, payload })
}

/** The subcommand of a long message cannot be read yet: its first two parameters are in the first report. */
function nameOfFirst(packet: { readonly command: number; readonly data: Uint8Array }): string {
  return commandName({ channel: 0, command: packet.command, payload: packet.data })
}

/** Commits: right before them and right after, whether of a transaction or of one statement. */
export function watchedDatabase(points: Points, database: SqliteDatabase): SqliteDatabase {
  let written: string[] | null = null
  return {
    close: () => database.close(),
    prepare(text) {
      const statement = database.prepare(text)
      const watch = <T>(parameters: readonly unknown[], work: () => T): T => {
        if (/^begin/i.test(text)) written = []
        const what = wordsOf(text, parameters)
        if (what !== null && written !== null) written.push(what)
        const isCommit = text === 'commit' && (written?.length ?? 0) > 0
        const committed = isCommit ? written?.join(', ') : written === null ? what : null
        if (committed == null) return work()
        points.pass('commit', 'before', committed)
        const result = work()
        if (isCommit) written = null
        points.pass('commit', 'after', committed)
        return result
      }
      return {
        reader: statement.reader,
        all: (parameters) => watch(parameters, () => statement.all(parameters)),
        run: (parameters) => watch(parameters, () => statement.run(parameters)),
        iterate: (parameters) => statement.iterate(parameters),
      }
    },
  }
}

/** What a statement writes; null for one that only reads. Counts are left out: they go with the rest. */
function wordsOf(text: string, parameters: readonly unknown[]): string | null {
  const table = /^(?:insert into|update|delete from) "(\w+)"/i.exec(text)?.[1]
  if (table === undefined || table === 'counts' || table === 'audit_head') return null
  if (table === 'audit') return `audit ${factIn(parameters)}`
  const columns = [...text.matchAll(/"(\w+)" = \?/g)].map(([, column = '']) => column)
  const told = columns.flatMap((column, at) => {
    if (column === 'act' || column === 'state' || column === 'on_key')
      return [`${column}=${String(parameters[at])}`]
    if (column === 'sealed_pin' || column === 'sealed_held' || column === 'claimed_by') {
      return [column]
    }
    return []
  })
  return [table, ...new Set(told)].join(' ')
}

function factIn(parameters: readonly unknown[]): string {
  const body = parameters.find((one) => typeof one === 'string' && one.startsWith('{'))
  return /"fact":"([\w-]+)"/.exec(String(body))?.[1] ?? ''
}
