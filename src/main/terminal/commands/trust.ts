import { fill } from '../../../shared/text/fill.ts'
import type { TrustStore } from '../../trust/trust-store.ts'
import type { Trust } from '../../trust/trust.ts'
import { changeTrust, trustChanges } from '../../workflows/change-trust.ts'
import type { TerminalOptions } from '../options.ts'
import { exitCodes, type Printer } from '../printing/printer.ts'
import { UsageError } from '../usage-error.ts'
import { withWorkplace } from '../with-workplace.ts'
import { checkReadable } from './check-files.ts'

/** `trust show`, `trust add-roots FILE`, `trust add-metadata-roots FILE`, `trust import-metadata FILE|URL`. */
export async function trust(
  store: TrustStore,
  options: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const { argument, second } = options
  if (argument === null || argument === 'show') return show(await store.read(), printer)
  const change = trustChanges.find((one) => one === argument)
  if (change === undefined) {
    throw new UsageError('one-of', { command: 'trust', all: ['show', ...trustChanges].join(', ') })
  }
  if (second === null) throw new UsageError('file-needed', { command: `trust ${argument}` })
  const isAddress = argument === 'import-metadata' && /^\w+:\/\//u.test(second)
  if (!isAddress) await checkReadable(second)
  // Opened first: what is trusted from now on is to stand in the journal.
  return await withWorkplace(options, async (workplace) => {
    await changeTrust(workplace, store, change, second)
    return show(await store.read(), printer)
  })
}

function show({ roots, metadataRoots, metadata, problems }: Trust, printer: Printer): number {
  const { trust: words, notes } = printer.texts.terminal
  for (const { name, validTo } of roots.map(describeRoot)) {
    printer.result('root', { name, validTo }, [fill(words.root.label, { name, validTo })])
  }
  for (const { name, validTo } of metadataRoots.map(describeRoot)) {
    const line = fill(words.metadataRoot.label, { name, validTo })
    printer.result('metadata-root', { name, validTo }, [line])
  }
  if (metadata) {
    const overdue = metadata.isOverdue ? `  ${words.overdue.word}` : ''
    printer.result('metadata', metadata, [`${fill(words.metadata.label, metadata)}${overdue}`])
  }
  for (const problem of problems) {
    const why = printer.texts.words.faults.trust[problem.reason].detail
    printer.result('problem', problem, [`${words.problem.word}  ${problem.file}: ${why}`])
  }
  if (roots.length + metadataRoots.length === 0 && !metadata) {
    printer.note(notes.nothingTrusted.detail)
  }
  return problems.length === 0 ? exitCodes.done : exitCodes.failed
}

function describeRoot({ certificate: { subject, validTo } }: Trust['roots'][number]) {
  return { name: subject.replaceAll('\n', ', '), validTo }
}
