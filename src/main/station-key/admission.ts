import { rm } from 'node:fs/promises'
import type { TerminalAccess } from '../../shared/housekeeping.ts'
import { terminalKeyIn } from '../data-directory.ts'
import { createAccountFileSecrets } from '../sealing.ts'
import type { StationSecrets } from './station-secrets.ts'

/** Whether the terminal works at the window's station. Throws ProcedureError `secrets-unavailable`. */
export async function readTerminalAccess(secrets: StationSecrets): Promise<TerminalAccess> {
  const admitted = await secrets.admitted()
  const isAllowed = admitted.includes('account-file')
  return { isAllowed, isOnly: isAllowed && admitted.length === 1 }
}

/** The terminal can open the station's key from now on, with a key file that it makes. */
export async function allowTerminal(secrets: StationSecrets, dataDirectory: string): Promise<void> {
  await secrets.admit(createAccountFileSecrets(terminalKeyIn(dataDirectory)))
}

/** It can no more. What it knew stays known: the station's key is the same. */
export async function dismissTerminal(
  secrets: StationSecrets,
  dataDirectory: string,
): Promise<void> {
  if ((await readTerminalAccess(secrets)).isOnly) return
  await secrets.dismiss('account-file')
  await rm(terminalKeyIn(dataDirectory), { force: true })
}
