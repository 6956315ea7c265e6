import { fill } from '../../shared/text/fill.ts'
import { causeOf } from '../failure-of.ts'
import { TrustError } from '../trust/trust-error.ts'
import type { Trust } from '../trust/trust.ts'
import type { TrustStore } from '../trust/trust-store.ts'
import { checkReadable } from './check-files.ts'
import type { TerminalOptions } from './options.ts'
import { exitCodes, type Printer } from './printer.ts'
import { UsageError } from './usage-error.ts'

const deeds = ['show', 'add-roots', 'import-metadata']

/** `trust show`, `trust add-roots FILE`, `trust import-metadata FILE|URL`. */
export async function trust(
  store: TrustStore,
  { argument, second }: TerminalOptions,
  printer: Printer,
): Promise<number> {
  if (argument === null || argument === 'show') return show(await store.read(), printer)
  if (!deeds.includes(argument)) {
    throw new UsageError('one-of', { command: 'trust', all: deeds.join(', ') })
  }
  if (second === null) throw new UsageError('file-needed', { command: `trust ${argument}` })
  const isAddress = /^\w+:\/\//u.test(second)
  if (argument === 'add-roots' || !isAddress) await checkReadable(second)
  try {
    if (argument === 'add-roots') await store.addRoots(second)
    else await store.importMetadata(second)
  } catch (error) {
    if (error instanceof TrustError) return printer.refused(causeOf(error))
    throw error
  }
  return show(await store.read(), printer)
}

function show({ roots, metadata, problems }: Trust, printer: Printer): number {
  const { trust: words, notes } = printer.texts.terminal
  for (const { name, validTo } of roots.map(describeRoot)) {
    printer.result('root', { name, validTo }, [fill(words.root.label, { name, validTo })])
  }
  if (metadata) {
    const overdue = metadata.isOverdue ? `  ${words.overdue.word}` : ''
    printer.result('metadata', metadata, [`${fill(words.metadata.label, metadata)}${overdue}`])
  }
  for (const problem of problems) {
    const why = printer.texts.words.faults.trust[problem.reason].detail
    printer.result('problem', problem, [`${words.problem.word}  ${problem.file}: ${why}`])
  }
  if (roots.length === 0 && !metadata) printer.note(notes.nothingTrusted.detail)
  return problems.length === 0 ? exitCodes.done : exitCodes.failed
}

function describeRoot({ certificate: { subject, validTo } }: Trust['roots'][number]) {
  return { name: subject.replaceAll('\n', ', '), validTo }
}
