import { writeFile } from 'node:fs/promises'
import { parseArguments } from './arguments.ts'
import { startOktaDouble } from './okta-double.ts'
import type { OktaDouble } from './okta-double.ts'

process.exitCode = await run(process.argv.slice(2))

/** Offers the double alone until Ctrl+C. Resolves to an exit status when it could not start. */
async function run(words: readonly string[]): Promise<number> {
  const parsed = parseArguments(words)
  if (typeof parsed === 'string') return complain(parsed, 2)
  const { connectionFile, ...options } = parsed
  let double: OktaDouble
  try {
    double = await startOktaDouble(options)
  } catch (error) {
    return complain(startFailure(error, options.port), 1)
  }
  const connection = `${JSON.stringify(double.connection, null, 2)}\n`
  process.stdout.write(`Okta double of ${double.origin} listening at ${double.url}\n`)
  if (connectionFile === null) process.stdout.write(`Connection file:\n${connection}`)
  else {
    // It holds a private key, if only one of the double's own making.
    await writeFile(connectionFile, connection, { mode: 0o600 })
    process.stdout.write(`Connection file written to ${connectionFile}\n`)
  }
  await interrupted()
  await double.close()
  return 0
}

function complain(sentence: string, status: number): number {
  process.stderr.write(`okta-double: ${sentence}\n`)
  return status
}

function startFailure(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') return `port ${String(port)} is in use; choose another with --port`
  if (code === 'EACCES') return `port ${String(port)} may not be used here`
  return error instanceof Error ? error.message : String(error)
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve()
      })
    }
  })
}
