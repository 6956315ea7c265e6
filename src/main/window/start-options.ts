import type { RealOrganization } from '../compose/connection.ts'
import { unsafeStart } from './unsafe-start.ts'

/** What the command line says to the window's station. */
export interface StartOptions {
  readonly isDemo: boolean
  /** With `--connection FILE`: the file is read once, and what it says is kept. */
  readonly organization: RealOrganization
  /** What of it would open the app to others; see unsafe-start.ts. */
  readonly unsafe: readonly string[]
}

/** Reads our own switches and leaves the others, which are Electron's and Chromium's. */
export function readStartOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): StartOptions {
  const file = valueOf('--connection', args)
  return {
    isDemo: args.includes('--demo'),
    organization: file === undefined ? { from: 'kept' } : { from: 'file', file, keep: true },
    unsafe: unsafeStart(args, env),
  }
}

function valueOf(name: string, args: readonly string[]): string | undefined {
  const joined = args.find((arg) => arg.startsWith(`${name}=`))
  if (joined !== undefined) return joined.slice(name.length + 1)
  const at = args.indexOf(name)
  return at < 0 ? undefined : args[at + 1]
}
