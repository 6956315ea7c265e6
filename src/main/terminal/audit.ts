import { open } from 'node:fs/promises'
import { exportLines } from '../audit/export.ts'
import type { Registry } from '../store/registry.ts'
import type { TerminalIo } from './io.ts'
import { UsageError, type TerminalOptions } from './options.ts'
import { exitCodes, type Printer } from './printer.ts'

/** `audit list`, `audit verify`, `audit export`. */
export async function audit(
  registry: Registry,
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<number> {
  if (options.argument === 'list') return await list(registry, options, printer)
  if (options.argument === 'verify') return await verify(registry, printer)
  if (options.argument === 'export') return await exportTo(registry, options, io)
  throw new UsageError('audit is followed by list, verify or export.')
}

async function list(registry: Registry, options: TerminalOptions, printer: Printer) {
  for (const { seq, at, fact, hash } of await registry.journal.list(options.limit)) {
    const failure = fact.failure ? `  ${fact.failure.code}` : ''
    const who = fact.login ?? ''
    printer.result('entry', { seq, at, ...fact, hash }, [
      `${seq}  ${new Date(at).toISOString()}  ${fact.fact}${failure}  ${who}  by ${fact.operator}`,
    ])
  }
  return exitCodes.done
}

async function verify(registry: Registry, printer: Printer): Promise<number> {
  const verdict = await registry.journal.verify()
  if (verdict.intact) {
    const { entries, setBack } = verdict
    const lines = [`Intact: ${entries} entries, signed to the last.`]
    if (setBack) {
      lines.push(
        `The station's clock was set back ${setBack.times} times, first at entry ${setBack.seq}.`,
      )
    }
    printer.result('verdict', verdict, lines)
    return exitCodes.done
  }
  const what = {
    entry: `entry ${verdict.seq} was changed, moved or removed`,
    tail: `the entries from ${verdict.seq} on are missing`,
    head: `the signed end of entry ${verdict.seq} does not hold`,
    unsigned: `from entry ${verdict.seq} on nothing is signed, for the journal was found changed`,
    key: 'it is not signed with the key that this station remembers',
    older: `this is an older copy, for the station remembers entry ${verdict.seq}`,
  }[verdict.fault]
  printer.result('verdict', verdict, [`NOT INTACT: ${what}.`])
  return exitCodes.failed
}

async function exportTo(
  { journal }: Registry,
  { exportForm, out }: TerminalOptions,
  io: TerminalIo,
): Promise<number> {
  if (out === null) {
    for await (const line of exportLines(journal.read(), exportForm)) io.print(line)
    return exitCodes.done
  }
  const file = await open(out, 'wx', 0o600).catch(() => {
    throw new UsageError(`The file ${out} is already there, or cannot be made.`)
  })
  try {
    for await (const line of exportLines(journal.read(), exportForm)) await file.write(`${line}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  return exitCodes.done
}
