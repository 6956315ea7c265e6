import { writeFile } from 'node:fs/promises'
import { parseArguments, USAGE, type Arguments } from './arguments.ts'
import { startOktaDouble, type OktaDouble } from './okta-double.ts'

process.exitCode = await main(process.argv.slice(2))

/** Offers the double alone until Ctrl+C. Resolves to the exit status. */
async function main(words: readonly string[]): Promise<number> {
  if (words.includes('--help')) {
    process.stdout.write(USAGE)
    return 0
  }
  const parsed = parseArguments(words)
  if (typeof parsed === 'string') return complain(parsed, 2)
  let double: OktaDouble
  try {
    double = await startOktaDouble(parsed)
  } catch (error) {
    return complain(startFailure(error, parsed.port), 1)
  }
  try {
    await introduce(double, parsed)
    await interrupted()
    return 0
  } catch (error) {
    return complain(`cannot write the connection file: ${messageOf(error)}`, 1)
  } finally {
    await double.close()
  }
}

async function introduce(double: OktaDouble, options: Arguments): Promise<void> {
  const connection = `${JSON.stringify(double.connectionFor(options.signIn), null, 2)}\n`
  process.stdout.write(`Okta double of ${double.origin} listening at ${double.url}\n`)
  if (options.connectionFile === null) {
    process.stdout.write(`Connection file:\n${connection}`)
    return
  }
  // It holds a private key or a token, if only of the double's own making.
  await writeFile(options.connectionFile, connection, { mode: 0o600 })
  process.stdout.write(`Connection file written to ${options.connectionFile}\n`)
}

function complain(sentence: string, status: number): number {
  process.stderr.write(`okta-double: ${sentence}\n`)
  return status
}

function startFailure(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') return `port ${String(port)} is in use; choose another with --port`
  if (code === 'EACCES') return `port ${String(port)} may not be used here`
  return messageOf(error)
}

function messageOf(error: unknown): string {
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
