import type { Fact } from '../audit/entry.ts'
import { aboutNothing, writeFact, type Office } from '../office.ts'
import { faultOf, TrustError } from '../trust/trust-error.ts'
import type { Trust } from '../trust/trust.ts'
import type { TrustStore } from '../trust/trust-store.ts'
import { UsageError, type TerminalOptions } from './options.ts'
import { exitCodes, type Printer } from './printer.ts'
import { withOffice } from './with-office.ts'

/** What is trusted from now on, and how the journal calls it. */
interface Change {
  readonly fact: Fact
  readonly make: (store: TrustStore, file: string) => Promise<unknown>
}

const changes: ReadonlyMap<string, Change> = new Map([
  ['add-roots', { fact: 'roots-added', make: (store, file) => store.addRoots(file) }],
  [
    'add-metadata-roots',
    { fact: 'metadata-roots-added', make: (store, file) => store.addMetadataRoots(file) },
  ],
  [
    'import-metadata',
    { fact: 'metadata-imported', make: (store, file) => store.importMetadata(file) },
  ],
])

/** `trust show`, `trust add-roots FILE`, `trust add-metadata-roots FILE`, `trust import-metadata FILE|URL`. */
export async function trust(
  store: TrustStore,
  options: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const { argument, second } = options
  if (argument === null || argument === 'show') return show(await store.read(), printer)
  const change = changes.get(argument)
  if (change === undefined) {
    throw new UsageError(`trust is followed by show, ${[...changes.keys()].join(', ')}.`)
  }
  if (second === null) throw new UsageError(`trust ${argument} is followed by a file.`)
  // Opened first: what is trusted from now on is to stand in the journal.
  return await withOffice(options, (office) => make(store, change, second, office, printer))
}

async function make(
  store: TrustStore,
  change: Change,
  file: string,
  office: Office,
  printer: Printer,
): Promise<number> {
  try {
    await change.make(store, file)
    await writeFact(office, change.fact, aboutNothing)
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    const reason = faultOf(error)
    printer.result('failure', { code: 'trust', reason }, [`It was not taken: ${reason}.`])
    return exitCodes.failed
  }
  return show(await store.read(), printer)
}

function show({ roots, metadataRoots, metadata, problems }: Trust, printer: Printer): number {
  for (const { name, validTo } of roots.map(describeRoot)) {
    printer.result('root', { name, validTo }, [`root  ${name}, valid to ${validTo}`])
  }
  for (const { name, validTo } of metadataRoots.map(describeRoot)) {
    const line = `root for metadata  ${name}, valid to ${validTo}`
    printer.result('metadata-root', { name, validTo }, [line])
  }
  if (metadata) {
    const { number, nextUpdate, ageDays, models, isOverdue } = metadata
    const overdue = isOverdue ? ', OVERDUE' : ''
    printer.result('metadata', metadata, [
      `FIDO metadata number ${number}: ${models} models, ${ageDays} days old, next update ${nextUpdate}${overdue}`,
    ])
  }
  for (const problem of problems) {
    printer.result('problem', problem, [`PROBLEM  ${problem.file}: ${problem.reason}`])
  }
  if (roots.length + metadataRoots.length === 0 && !metadata)
    printer.note('Nothing is trusted yet.')
  return problems.length === 0 ? exitCodes.done : exitCodes.failed
}

function describeRoot({ certificate: { subject, validTo } }: Trust['roots'][number]) {
  return { name: subject.replaceAll('\n', ', '), validTo }
}
