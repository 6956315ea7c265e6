import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TerminalAccess } from '../../../shared/housekeeping.ts'
import { createAccountFileSecrets } from '../../secrets/key-file.ts'
import type { StationSecrets } from '../../secrets/station-secrets.ts'
import type { Registry } from '../../store/registry.ts'
import { terminalKeyIn } from '../../system/data-directory.ts'
import { writeWhole } from '../../system/write-whole.ts'

/** Whether the terminal works at the window's station. Throws ProcedureError `secrets-unavailable`. */
export async function readTerminalAccess(secrets: StationSecrets): Promise<TerminalAccess> {
  const admitted = await secrets.admitted()
  const isAllowed = admitted.includes('account-file')
  return { isAllowed, isOnly: isAllowed && admitted.length === 1 }
}

/**
 * The terminal can open the station's key from now on, with a key file that is made for it, and with that
 * key everything that was sealed here.
 */
export async function allowTerminal(
  secrets: StationSecrets,
  dataDirectory: string,
  registry: Pick<Registry, 'sealAllAnew'>,
): Promise<void> {
  await registry.sealAllAnew()
  await sealFilesAnew(secrets, dataDirectory)
  const file = terminalKeyIn(dataDirectory)
  await rm(file, { force: true })
  await secrets.admit(createAccountFileSecrets(file))
}

/** It can no more. What it knew stays known: the station's key is the same. */
export async function dismissTerminal(
  secrets: StationSecrets,
  dataDirectory: string,
): Promise<void> {
  await secrets.dismiss('account-file')
  await rm(terminalKeyIn(dataDirectory), { force: true })
}

/** The connection and an operator's sign-in, which the window's keeper may have sealed itself. */
async function sealFilesAnew(secrets: StationSecrets, dataDirectory: string): Promise<void> {
  for (const name of await readdir(dataDirectory)) {
    if (!name.endsWith('.sealed')) continue
    const file = join(dataDirectory, name)
    const plain = await secrets.open(await readFile(file))
    await writeWhole(file, await secrets.seal(plain))
    plain.fill(0)
  }
}
