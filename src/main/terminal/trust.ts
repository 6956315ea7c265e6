import { faultOf, TrustError } from '../trust/trust-error.ts'
import type { Trust } from '../trust/trust.ts'
import type { TrustStore } from '../trust/trust-store.ts'
import { UsageError, type TerminalOptions } from './options.ts'
import { exitCodes, type Printer } from './printer.ts'

/** `trust show`, `trust add-roots FILE`, `trust import-metadata FILE|URL`. */
export async function trust(
  store: TrustStore,
  { argument, second }: TerminalOptions,
  printer: Printer,
): Promise<number> {
  if (argument === null || argument === 'show') return show(await store.read(), printer)
  if (second === null) throw new UsageError(`trust ${argument} is followed by a file.`)
  try {
    if (argument === 'add-roots') await store.addRoots(second)
    else if (argument === 'import-metadata') await store.importMetadata(second)
    else throw new UsageError('trust is followed by show, add-roots or import-metadata.')
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    const reason = faultOf(error)
    printer.result('failure', { code: 'trust', reason }, [`It was not taken: ${reason}.`])
    return exitCodes.failed
  }
  return show(await store.read(), printer)
}

function show({ roots, metadata, problems }: Trust, printer: Printer): number {
  for (const { name, validTo } of roots.map(describeRoot)) {
    printer.result('root', { name, validTo }, [`root  ${name}, valid to ${validTo}`])
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
  if (roots.length === 0 && !metadata) printer.note('Nothing is trusted yet.')
  return problems.length === 0 ? exitCodes.done : exitCodes.failed
}

function describeRoot({ certificate: { subject, validTo } }: Trust['roots'][number]) {
  return { name: subject.replaceAll('\n', ', '), validTo }
}
