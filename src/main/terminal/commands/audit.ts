import { fill } from '../../../shared/text/fill.ts'
import type { Workplace } from '../../desk/facts.ts'
import { noteFile } from '../../station/note-file.ts'
import { fileNotWritten } from '../../store/file/file-fault.ts'
import { exportLines, writeExport } from '../../store/journal/export.ts'
import type { Registry } from '../../store/registry.ts'
import type { TerminalOptions } from '../options.ts'
import type { TerminalIo } from '../printing/io.ts'
import { exitCodes, type Printer } from '../printing/printer.ts'
import { UsageError } from '../usage-error.ts'
import { checkNewFile } from './check-files.ts'
import { compare, moveCheckpoints } from './checkpoints.ts'

/** `audit list`, `audit verify`, `audit export`, `audit checkpoints FOLDER`. */
export async function audit(
  workplace: Workplace,
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<number> {
  const { registry } = workplace
  if (options.argument === 'list') return await list(registry, options, printer)
  if (options.argument === 'verify') return await verify(registry, options, printer)
  if (options.argument === 'export') return await exportTo(workplace, options, io, printer)
  if (options.argument === 'checkpoints') return await moveCheckpoints(workplace, options, printer)
  throw new UsageError('one-of', { command: 'audit', all: 'list, verify, export, checkpoints' })
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

async function verify(
  { journal }: Registry,
  { against }: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const verdict = await journal.verify()
  const words = printer.texts.terminal.audit
  const told = words[verdict.intact ? 'intact' : verdict.fault]
  const setBack = verdict.intact ? verdict.setBack : null
  printer.result('verdict', verdict, [
    fill(told.detail, verdict),
    ...(setBack ? [fill(words.setBack.detail, setBack)] : []),
  ])
  const isKept = against === null || (await compare(journal, against, printer))
  return verdict.intact && isKept ? exitCodes.done : exitCodes.failed
}

async function exportTo(
  workplace: Workplace,
  { exportForm, out }: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<number> {
  const { journal } = workplace.registry
  if (out !== null) await checkNewFile(out, printer.texts)
  await noteFile(workplace, 'journal-exported', out ?? 'standard output')
  if (out === null) {
    for await (const line of exportLines(journal.read(), exportForm)) io.print(line)
    return exitCodes.done
  }
  await writeExport(out, journal.read(), exportForm).catch((error: unknown) => {
    throw fileNotWritten(out, error)
  })
  printer.note(fill(printer.texts.terminal.notes.exported.detail, { file: out }))
  return exitCodes.done
}
