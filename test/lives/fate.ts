import { KeyTransportError, type HidPort, type KeySource } from '../../src/ctap2/index.ts'
import { RegistryError } from '../../src/main/store/file/registry-error.ts'
import type { LoggedDatabase } from '../../src/main/store/file/sqlite.ts'
import type { Point, PointKind, PointWatch } from '../matrix/points.ts'

/** What goes wrong outside the station while it works; every count begins with 1. */
export type Mishap =
  /** The process dies at a point, whichever it is. */
  | { readonly kind: 'crash'; readonly at: number }
  /** From one call on so many are lost, on their way there or on their way back. */
  | {
      readonly kind: 'okta-lost'
      readonly at: number
      readonly side: Point['side']
      readonly calls: number
    }
  /** From one commit on so many find no room. */
  | { readonly kind: 'disk-full'; readonly at: number; readonly commits: number }

/** What is thrown in a process that is no more. */
class Dead extends Error {
  override readonly name = 'Dead'
}

/**
 * Decides at every point what becomes of it. A station that died is not stopped: whatever it still tries,
 * at every edge, comes to nothing for ever, as if nobody had tried.
 */
export class Fate implements PointWatch {
  readonly #ports = new Set<() => void>()
  readonly #counts = { crash: 0, okta: 0, commit: 0 }
  #mishap: Mishap | null = null
  #isDead = false

  get isDead(): boolean {
    return this.#isDead
  }

  /** From now on this, counted from here; null for nothing. */
  plan(mishap: Mishap | null): void {
    this.#mishap = mishap
    Object.assign(this.#counts, { crash: 0, okta: 0, commit: 0 })
  }

  pass(kind: PointKind, side: Point['side'], _what: string): void {
    this.demandAlive()
    const mishap = this.#mishap
    if (mishap?.kind === 'crash') this.#crashAt(mishap.at)
    if (mishap?.kind === 'okta-lost' && kind === 'okta' && side === mishap.side) {
      if (isDue(++this.#counts.okta, mishap.at, mishap.calls)) throw networkGone()
    }
    if (mishap?.kind === 'disk-full' && kind === 'commit' && side === 'before') {
      if (isDue(++this.#counts.commit, mishap.at, mishap.commits)) throw new RegistryError('full')
    }
  }

  demandAlive(): void {
    if (this.#isDead) throw new Dead()
  }

  /** The process is no more: its connections to keys end. */
  die(): void {
    this.#isDead = true
    for (const end of Array.from(this.#ports)) end()
  }

  /** Keys as this process has them: for as long as it lives. */
  mortalKeys(keys: KeySource): KeySource {
    return {
      list: async () => (this.#isDead ? [] : await keys.list()),
      open: async (path) => {
        this.demandAlive()
        return this.#mortalPort(await keys.open(path))
      },
    }
  }

  /** The database as this process has it; what it began and did not commit is taken back. */
  mortalDatabase(database: LoggedDatabase): Pick<LoggedDatabase, 'prepare' | 'close'> {
    return {
      // It outlives every station.
      close: () => undefined,
      prepare: (text) => {
        if (text !== 'rollback') this.demandAlive()
        return database.prepare(text)
      },
    }
  }

  #crashAt(at: number): void {
    this.#counts.crash += 1
    if (this.#counts.crash !== at) return
    this.die()
    throw new Dead()
  }

  #mortalPort(port: HidPort): HidPort {
    let end = () => void port.close()
    const close = async (): Promise<void> => {
      this.#ports.delete(end)
      await port.close()
    }
    this.#ports.add(end)
    return {
      send: (report) => port.send(report),
      listen: (onReport, onClosed) => {
        this.#ports.delete(end)
        end = () => {
          onClosed(new KeyTransportError('removed'))
          void close()
        }
        this.#ports.add(end)
        port.listen((report) => {
          try {
            onReport(report)
          } catch (error) {
            // Nobody is there to hear it.
            if (!(error instanceof Dead)) throw error
          }
        }, onClosed)
      },
      close,
    }
  }
}

const isDue = (count: number, first: number, many: number): boolean =>
  count >= first && count < first + many

function networkGone(): TypeError {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  return new TypeError('fetch failed', { cause })
}
