import { createInterface } from 'node:readline/promises'
import { plainText } from '../../../shared/plain-text.ts'
import { byteOrderMark } from '../../system/csv.ts'
import { HiddenLine } from './hidden-line.ts'
import type { TerminalIo } from './io.ts'

/** Of a question that only an answer ends. */
const never = new AbortController().signal

/** The terminal of a process, and whether what was printed arrived. */
interface ProcessIo extends TerminalIo {
  /** Waits until all is written; false where something was lost to a full disk, not to whoever stopped reading. */
  isPrinted(): Promise<boolean>
}

/** The terminal this process was started from. */
export function openProcessIo(): ProcessIo {
  const interrupts = new Interrupts()
  const isAttended = process.stdin.isTTY && process.stderr.isTTY
  const output = lineWriter(process.stdout)
  return {
    print: output.write,
    isPrinted: () => output.isWritten(),
    tell: lineWriter(process.stderr).write,
    askHidden: isAttended ? (prompt, over) => readHidden(prompt, interrupts, over) : null,
    ask: isAttended ? (prompt, over) => readLine(prompt, interrupts, over) : null,
    onInterrupt: (listener) => interrupts.add(listener),
  }
}

/** Whoever reads may stop reading, as `head` does: a run goes on to its end all the same. */
function lineWriter(stream: NodeJS.WriteStream) {
  let fault: string | null = null
  stream.on('error', (error: NodeJS.ErrnoException) => (fault ??= error.code ?? ''))
  return {
    write: (line: string) => void (fault === null && stream.write(`${oneLine(line)}\n`)),
    async isWritten(): Promise<boolean> {
      await new Promise<void>((resolve) => stream.write('', () => resolve()))
      return fault === null || fault === 'EPIPE'
    },
  }
}

/**
 * What is one line stays one, whatever is in it, and the terminal obeys nothing of it. Of a table's own
 * structure the tabs pass, and the mark it may begin with.
 */
function oneLine(line: string): string {
  const [mark, rest] = line.startsWith(byteOrderMark) ? [byteOrderMark, line.slice(1)] : ['', line]
  return mark + rest.split('\t').map(plainText).join('\t')
}

/** Ctrl+C, as a signal or as a key while a line is read. */
class Interrupts {
  readonly #listeners: (() => void)[] = []

  add(listener: () => void): void {
    if (this.#listeners.length === 0) process.on('SIGINT', () => this.tell())
    this.#listeners.push(listener)
  }

  /** Ends the program where nobody listens, as the signal would. */
  tell(): void {
    if (this.#listeners.length === 0) process.kill(process.pid, 'SIGINT')
    for (const listener of this.#listeners) listener()
  }
}

async function readLine(
  prompt: string,
  interrupts: Interrupts,
  over: AbortSignal = never,
): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const stop = new AbortController()
  lines.on('SIGINT', () => {
    stop.abort()
    interrupts.tell()
  })
  // Ctrl+D: no answer will come.
  lines.on('close', () => stop.abort())
  try {
    return await lines.question(prompt, { signal: AbortSignal.any([stop.signal, over]) })
  } finally {
    lines.close()
  }
}

/** Reads bytes without echo up to Enter; nothing of them becomes a string. Rejects where none is given. */
async function readHidden(
  prompt: string,
  interrupts: Interrupts,
  over: AbortSignal = never,
): Promise<Uint8Array> {
  process.stderr.write(prompt)
  const line = new HiddenLine()
  process.stdin.setRawMode(true)
  process.stdin.resume()
  try {
    await collect(line, interrupts, over)
    return line.bytes()
  } finally {
    line.zero()
    process.stdin.setRawMode(false)
    process.stdin.pause()
    process.stderr.write('\n')
  }
}

/** Over when the line was entered. */
function collect(line: HiddenLine, interrupts: Interrupts, over: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (end: () => void): void => {
      process.stdin.off('data', take)
      end()
    }
    const take = (chunk: Buffer): void => {
      const event = line.take(chunk)
      if (event === 'interrupted') interrupts.tell()
      if (event === 'entered') finish(resolve)
      else if (event !== 'more') finish(() => reject(new Error(event)))
    }
    process.stdin.on('data', take)
    over.addEventListener('abort', () => finish(() => reject(new Error('over'))), { once: true })
  })
}
