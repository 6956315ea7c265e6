import { localeOf } from './system/locale.ts'
import { languageOf, textsIn } from './terminal/language.ts'
import { exitCodes } from './terminal/printing/printer.ts'
import { openProcessIo } from './terminal/printing/process-io.ts'
import { runTerminal } from './terminal/run-terminal.ts'

const args = process.argv.slice(2)
const io = openProcessIo()
const locale = localeOf(process.env)
process.exitCode = await runTerminal(args, io, locale)
if (!(await io.isPrinted())) {
  io.tell(textsIn(languageOf(args, locale)).terminal.outputLost.detail)
  process.exitCode = exitCodes.failed
}
// Standard input that nobody closed would keep the process waiting.
process.stdin.destroy()
