import { readSync, writeSync } from 'node:fs'
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

/** What the station's edges tell of every point, right when it is passed; what it throws is what they throw. */
export interface PointWatch {
  pass(kind: PointKind, side: Point['side'], what: string): void
}

/** Tells of every point it passes, or dies at one: SIGKILL, which nothing in the process hears of. */
export class Points implements PointWatch {
  readonly #dieAt: number
  #passed = 0

  /** 0 passes them all, and at each waits until the parent process has looked at the world. */
  constructor(dieAt: number) {
    this.#dieAt = dieAt
  }

  pass(kind: PointKind, side: Point['side'], what: string): void {
    this.#passed += 1
    const isLast = this.#passed === this.#dieAt
    if (this.#dieAt !== 0 && !isLast) return
    tell({ kind, side, what } satisfies Point)
    if (isLast) process.kill(process.pid, 'SIGKILL')
    readSync(0, new Uint8Array(1))
  }
}

/** One line of JSON to the parent process, written before anything else happens. */
export function tell(line: unknown): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}

/** Calls of Okta: before they are sent, and when the answer is here but nobody has seen it. */
export function watchedFetch(points: PointWatch): typeof fetch {
  return async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    const path = pathname.replace(/\/00[A-Za-z0-9]{10,}|\/(opf|fwf|uf)[A-Za-z0-9]{10,}/g, '/…')
    const what = `${init?.method ?? 'GET'} ${path}`
    points.pass('okta', 'before', what)
    const answer = await fetch(input, init)
    points.pass('okta', 'after', what)
    return answer
  }
}

/** Messages to a key: before the first report goes out, and when the last one of the answer is here. */
export function watchedKeys(points: PointWatch, keys: KeySource): KeySource {
  return {
    list: () => keys.list(),
    open: async (path) => watchedPort(points, await keys.open(path)),
  }
}

/** CTAPHID_KEEPALIVE with the bit of an initialization packet (CTAP 2.2 section 11.2.9.1.7). */
const keepalive = 0xbb

function watchedPort(points: PointWatch, port: HidPort): HidPort {
  const request = new Reports()
  const answer = new Reports()
  let name = ''
  return {
    async send(report) {
      const message = request.take(report)
      if (message === null) return
      name = commandName({ channel: 0, command: message.command, payload: message.payload })
      points.pass('key', 'before', name)
      for (const each of request.all) await port.send(each)
    },
    listen(onReport, onClosed) {
      port.listen((report) => {
        if (report[4] !== keepalive && answer.take(report)) points.pass('key', 'after', name)
        onReport(report)
      }, onClosed)
    },
    close: () => port.close(),
  }
}

/** The reports of one message, kept until it is whole: a request goes out in one piece. */
class Reports {
  all: Uint8Array[] = []
  #message: MessageAssembly | null = null

  take(report: Uint8Array): MessageAssembly | null {
    const packet = parsePacket(report)
    if (packet?.kind === 'initialization') {
      this.all = []
      this.#message = new MessageAssembly(packet)
    } else if (packet) {
      this.#message?.add(packet)
    }
    this.all.push(report)
    return this.#message?.isComplete ? this.#message : null
  }
}

/** Commits: right before them and right after, whether of a transaction or of one statement. */
export function watchedDatabase(points: PointWatch, database: SqliteDatabase): SqliteDatabase {
  let written: string[] | null = null
  return {
    close: () => database.close(),
    prepare(text) {
      const statement = database.prepare(text)
      const watch = <T>(parameters: readonly unknown[], work: () => T): T => {
        if (/^begin/i.test(text)) written = []
        if (text === 'rollback') written = null
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
