import { existsSync } from 'node:fs'
import { createAccountFileSecrets } from '../secrets/key-file.ts'
import { StationSecrets } from '../secrets/station-secrets.ts'
import { registryIn, terminalKeyIn } from '../system/data-directory.ts'
import type { TerminalOptions } from './options.ts'
import { terminalDirectory, windowDirectory } from './paths.ts'

/**
 * Where this command line's registry is: with the window's, which is one station with it, unless the
 * terminal began one of its own when they were two: whose folder is there without its registry has lost it.
 */
export function directoryOf({ dataDirectory }: TerminalOptions): string {
  if (dataDirectory !== null) return dataDirectory
  const own = terminalDirectory(process.platform, process.env)
  return existsSync(own) ? own : windowDirectory(process.platform, process.env)
}

/** This command line's registry, and who seals what it keeps. */
export function registryOf(options: TerminalOptions) {
  const dataDirectory = directoryOf(options)
  return { file: registryIn(dataDirectory), secrets: secretsIn(dataDirectory) }
}

/** Who seals what is kept there: the station's own key, which the terminal's key file opens. */
export const secretsIn = (dataDirectory: string): StationSecrets =>
  new StationSecrets(dataDirectory, createAccountFileSecrets(terminalKeyIn(dataDirectory)))
