import { openProcessIo } from './terminal/process-io.ts'
import { runTerminal } from './terminal/run-terminal.ts'

process.exitCode = await runTerminal(process.argv.slice(2), openProcessIo())
// Standard input that nobody closed would keep the process waiting.
process.stdin.destroy()
