import { fill } from '../../shared/text/fill.ts'
import { exportLines } from '../audit/export.ts'
import { writeNewFile } from '../file-fault.ts'
import type { Registry } from '../store/registry.ts'
import { checkNewFile } from './check-files.ts'
import type { TerminalIo } from './io.ts'
import type { TerminalOptions } from './options.ts'
import { exitCodes, type Printer } from './printer.ts'
import { UsageError } from './usage-error.ts'

/** `audit list`, `audit verify`, `audit export`. */
export async function audit(
  registry: Registry,
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<number> {
  if (options.argument === 'list') return await list(registry, options, printer)
  if (options.argument === 'verify') return await verify(registry, printer)
  if (options.argument === 'export') return await exportTo(registry, options, io, printer)
  throw new UsageError('one-of', { command: 'audit', all: 'list, verify, export' })
}

async function list(registry: Registry, options: TerminalOptions, printer: Printer) {
  const { words, terminal } = printer.texts
  for (const { seq, at, fact, hash } of await registry.journal.list(options.limit)) {
    const failure = fact.failure ? ` (${fact.failure.code})` : ''
    const by = fill(terminal.audit.by.label, { operator: fact.operator })
    const what = `${words.facts[fact.fact].label}${failure}`
    const columns = [seq, new Date(at).toISOString(), what, fact.login ?? '', by]
    printer.result('entry', { seq, at, ...fact, hash }, [
      columns.filter((column) => column !== '').join('  '),
    ])
  }
  return exitCodes.done
}

async function verify(registry: Registry, printer: Printer): Promise<number> {
  const verdict = await registry.journal.verify()
  const words = printer.texts.terminal.audit
  const told = words[verdict.intact ? 'intact' : verdict.fault]
  printer.result('verdict', verdict, [fill(told.detail, verdict)])
  return verdict.intact ? exitCodes.done : exitCodes.failed
}

async function exportTo(
  { journal }: Registry,
  { exportForm, out }: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<number> {
  if (out === null) {
    for await (const line of exportLines(journal.read(), exportForm)) io.print(line)
    return exitCodes.done
  }
  await checkNewFile(out, printer.texts)
  await writeNewFile(out, async (file) => {
    for await (const line of exportLines(journal.read(), exportForm)) await file.write(`${line}\n`)
  })
  printer.note(fill(printer.texts.terminal.notes.exported.detail, { file: out }))
  return exitCodes.done
}
