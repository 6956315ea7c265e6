import { existsSync } from 'node:fs'
import { fill } from '../../../shared/text/fill.ts'
import { registryIn } from '../../system/data-directory.ts'
import type { TerminalOptions } from '../options.ts'
import { terminalDirectory, windowDirectory } from '../paths.ts'
import type { Printer } from '../printing/printer.ts'

/** Says so while terminal and window have a registry each, and neither was named. */
export function tellTwoStations(options: TerminalOptions, printer: Printer): void {
  const { dataDirectory, demo, demoOkta } = options
  if (dataDirectory !== null || demo || demoOkta) return
  const terminal = terminalDirectory(process.platform, process.env)
  const window = windowDirectory(process.platform, process.env)
  if (![terminal, window].every((folder) => existsSync(registryIn(folder)))) return
  printer.note(fill(printer.texts.terminal.notes.twoStations.detail, { terminal, window }))
}
