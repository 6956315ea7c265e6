import { createInterface } from 'node:readline/promises'
import type { TerminalIo } from './io.ts'

const enter = new Set([0x0a, 0x0d])
const interrupt = 0x03
const erase = new Set([0x08, 0x7f])
const longest = 256

/** The terminal this process was started from. */
export function openProcessIo(): TerminalIo {
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  // Whoever reads may stop reading, as `head` does: that is no failure of ours.
  process.stdout.on('error', () => process.exit())
  const isAttended = process.stdin.isTTY && process.stderr.isTTY
  return {
    print: (line) => void process.stdout.write(`${line}\n`),
    tell: (line) => void process.stderr.write(`${line}\n`),
    askHidden: isAttended ? (prompt) => readHidden(prompt, stop) : null,
    ask: isAttended ? (prompt) => readLine(prompt, stop.signal) : null,
    signal: stop.signal,
  }
}

async function readLine(prompt: string, signal: AbortSignal): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(prompt, { signal })
  } finally {
    lines.close()
  }
}

/** Reads bytes without echo up to Enter; nothing of them becomes a string. */
async function readHidden(prompt: string, stop: AbortController): Promise<Uint8Array> {
  process.stderr.write(prompt)
  const typed = new Uint8Array(longest)
  process.stdin.setRawMode(true)
  process.stdin.resume()
  try {
    return await collect(typed, stop)
  } finally {
    typed.fill(0)
    process.stdin.setRawMode(false)
    process.stdin.pause()
    process.stderr.write('\n')
  }
}

function collect(typed: Uint8Array, stop: AbortController): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    let length = 0
    const finish = (end: () => void): void => {
      process.stdin.off('data', take)
      end()
    }
    const take = (chunk: Buffer): void => {
      for (const byte of chunk) {
        if (enter.has(byte)) return finish(() => resolve(typed.slice(0, length)))
        if (byte === interrupt) {
          stop.abort()
          return finish(() => reject(stop.signal.reason))
        }
        if (erase.has(byte)) length = withoutLastCharacter(typed, length)
        else if (length < longest) typed[length++] = byte
      }
      chunk.fill(0)
    }
    process.stdin.on('data', take)
  })
}

/** Takes a whole UTF-8 character back, continuation bytes included. */
function withoutLastCharacter(typed: Uint8Array, length: number): number {
  let end = length
  while (end > 0 && ((typed[end - 1] ?? 0) & 0xc0) === 0x80) end--
  return Math.max(0, end - 1)
}
