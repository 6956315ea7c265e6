import type { TerminalIo } from '../../../src/main/terminal/printing/io.ts'
import { runTerminal } from '../../../src/main/terminal/run-terminal.ts'

interface Sitting {
  /** Ctrl+C comes with the line that has this in it. */
  readonly interruptAt?: string
  /** What is typed where a line is asked for. */
  readonly words?: readonly string[]
  readonly locale?: string
}

/** Runs a command line with nobody at the keyboard, or with `typed` PINs and answers. */
export async function station(
  args: readonly string[],
  typed?: readonly string[],
  { interruptAt, words, locale }: Sitting = {},
) {
  const printed: string[] = []
  const told: string[] = []
  const answers = [...(typed ?? [])]
  const answered = [...(words ?? [])]
  const interrupts: (() => void)[] = []
  const askHidden = () => Promise.resolve(new TextEncoder().encode(answers.shift() ?? ''))
  const io: TerminalIo = {
    print: (line) => {
      printed.push(line)
      if (interruptAt && line.includes(interruptAt)) interrupts.forEach((tell) => tell())
    },
    tell: (line) => void told.push(line),
    askHidden: typed ? askHidden : null,
    ask: words ? () => Promise.resolve(answered.shift() ?? '') : null,
    onInterrupt: (listener) => void interrupts.push(listener),
  }
  const status = await runTerminal(args, io, locale)
  const objects = () => printed.map((line) => JSON.parse(line) as Record<string, unknown>)
  return { status, printed, told, objects }
}
