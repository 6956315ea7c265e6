import { spawn } from 'node:child_process'
import { patienceMs } from '../support/patience.ts'

/** A small runner for the guest, where starting vitest would take longer than the checks. */
export class Checks {
  #passed = 0
  #failed = 0

  async check(name: string, run: () => Promise<void>): Promise<void> {
    const startedAt = performance.now()
    try {
      await run()
      this.#passed += 1
      console.log(`ok   ${name} (${Math.round(performance.now() - startedAt)} ms)`)
    } catch (error) {
      this.#failed += 1
      console.log(`FAIL ${name}\n${error instanceof Error ? error.stack : String(error)}`)
    }
  }

  /** Prints the sum; 1 for the exit code when anything failed or nothing ran. */
  finish(): number {
    console.log(`${this.#passed} passed, ${this.#failed} failed`)
    return this.#failed > 0 || this.#passed === 0 ? 1 : 0
  }
}

/** Runs one of Debian's programs; what it wrote, or an Error with what it complained of. */
export function runProgram(
  [command = '', ...args]: readonly string[],
  input = '',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { timeout: patienceMs, stdio: ['pipe', 'pipe', 'pipe'] })
    let output = ''
    let complaint = ''
    child.stdout.on('data', (text: Buffer) => (output += text.toString()))
    child.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${complaint}`))
    })
    child.stdin.end(input)
  })
}

/** Waits until the condition holds; fails with its name in the end. */
export async function until<T>(name: string, condition: () => Promise<T | undefined>): Promise<T> {
  const endsAt = performance.now() + patienceMs
  for (;;) {
    const value = await condition()
    if (value !== undefined) return value
    if (performance.now() > endsAt) throw new Error(`waited in vain: ${name}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
