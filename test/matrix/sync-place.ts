import { hash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRegistry, type Registry } from '../../src/main/store/registry.ts'
import { registryIn } from '../../src/main/system/data-directory.ts'
import { secretsIn } from '../../src/main/terminal/places.ts'
import type { Verdict } from './cell.ts'
import type { CommandLine, ProgramEnd } from './strace.ts'

const starter = join(import.meta.dirname, 'cached-start.cjs')

/** Everything a terminal writes to and reads from: its data directory, and files beside it. */
export class SyncPlace {
  readonly root: string
  /** The terminal in one file. */
  readonly #bundle: string

  constructor(bundle: string) {
    this.#bundle = bundle
    // In memory where there is such a place: what is not synced there is written down, not guessed.
    const shelf = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
    this.root = mkdtempSync(join(shelf, 'keydesk-syncs-'))
  }

  /** The data directory. */
  get station(): string {
    return join(this.root, 'station')
  }

  get registryFile(): string {
    return registryIn(this.station)
  }

  fileNamed(name: string): string {
    return join(this.root, name)
  }

  /** The terminal with these words, on this data directory. */
  command(words: readonly string[]): CommandLine {
    return [process.execPath, starter, this.#bundle, ...words, '--data', this.station]
  }

  async openRegistry(): Promise<Registry> {
    return await openRegistry(this.registryFile, secretsIn(this.station), Date.now)
  }

  /** What lies in the data directory under names that end so. */
  namesThatEnd(ending: string): readonly string[] {
    return readdirSync(this.station).filter((name) => name.endsWith(ending))
  }

  /** What is there of files and folders that were never finished. */
  leftovers(): readonly string[] {
    const names = readdirSync(this.root, { recursive: true, encoding: 'utf8' })
    return names.filter((name) => /\.new$|\brestore-[^/]*$/.test(name))
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** Everything a registry says. */
export interface Said {
  readonly rows: readonly string[]
  readonly facts: readonly string[]
  readonly templates: readonly string[]
}

/** A PIN as it may be told in what a test prints. */
export function digestOf(pin: Uint8Array): string {
  const digest = hash('sha256', pin)
  pin.fill(0)
  return digest
}

/** Reads it, and opens every PIN that is sealed. */
export async function whatIsSaid(place: SyncPlace): Promise<Said> {
  const registry = await place.openRegistry()
  try {
    const rows: string[] = []
    for (const row of await registry.issuances.listRecent(100)) {
      const pin = row.hasSealedPin ? await registry.issuances.openPin(row.id) : null
      rows.push(JSON.stringify({ ...row, pin: pin && digestOf(pin) }))
    }
    const facts = await registry.journal.list(100)
    const templates = await registry.templates.list()
    return {
      rows: rows.toSorted(),
      facts: facts.map(({ seq, fact }) => `${seq} ${fact.fact}`),
      templates: templates.map(({ id, version }) => `${id} ${version}`),
    }
  } finally {
    await registry.close()
  }
}

/** What is wrong where a program should have done its work. */
export function notDone(what: string, { status, signal, said }: ProgramEnd): Verdict {
  return status === 0 ? [] : [`${what} ended with ${signal ?? status}: ${said.trim()}`]
}

/** Whatever is said is one of these, and nothing between. */
export function isEither(said: Said, ...allowed: readonly Said[]): Verdict {
  const text = JSON.stringify(said)
  return allowed.some((one) => JSON.stringify(one) === text) ? [] : [`between: ${text}`]
}
