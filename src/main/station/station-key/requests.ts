import { writeFile } from 'node:fs/promises'
import type { TerminalAccess } from '../../../shared/housekeeping.ts'
import { aboutNothing, writeFact } from '../../desk/facts.ts'
import { ProcedureError } from '../../procedure-error.ts'
import type { StationSecrets } from '../../secrets/station-secrets.ts'
import type { StationEdges } from '../edges.ts'
import type { Handlers } from '../handlers.ts'
import { dialogsOf } from '../housekeeping.ts'
import { saveFile } from '../save-file.ts'
import { allowTerminal, dismissTerminal, readTerminalAccess } from './admission.ts'
import { saveRecoveryKey } from './save-recovery-key.ts'

/** What is asked about who can open what the station has sealed. */
export function stationKeyHandlers(edges: StationEdges) {
  return {
    'terminal.read': async () =>
      edges.stationKey ? await readTerminalAccess(edges.stationKey) : null,
    'terminal.allow': ({ isAllowed }) => changeAccess(edges, isAllowed),
    'recovery-key.save': () => chooseRecoveryFile(edges),
  } satisfies Partial<Handlers>
}

async function changeAccess(edges: StationEdges, isAllowed: boolean): Promise<TerminalAccess> {
  const { secrets, folder } = keyOf(edges)
  const before = await readTerminalAccess(secrets)
  if (before.isAllowed === isAllowed || (before.isOnly && !isAllowed)) return before
  if (isAllowed) {
    // Nobody is let in whom the journal does not name.
    await writeFact(edges, 'terminal-allowed', aboutNothing)
    await allowTerminal(secrets, folder, edges.registry)
  } else {
    await dismissTerminal(secrets, folder)
    await writeFact(edges, 'terminal-dismissed', aboutNothing)
  }
  return await readTerminalAccess(secrets)
}

/** Where the operator says; null when they changed their mind. The one before is worth nothing any more. */
async function chooseRecoveryFile(edges: StationEdges): Promise<{ readonly file: string | null }> {
  const { secrets } = keyOf(edges)
  const file = await dialogsOf(edges).chooseNewFile('keydesk-recovery-key.txt')
  if (file === null) return { file }
  await saveRecoveryKey(edges, secrets, file, (sheet) =>
    saveFile(edges, file, 'recovery-key-made', (part) =>
      writeFile(part, sheet, { mode: 0o600, flush: true }),
    ),
  )
  return { file }
}

function keyOf({ stationKey, folder }: StationEdges): {
  readonly secrets: StationSecrets
  readonly folder: string
} {
  if (stationKey && folder !== null) return { secrets: stationKey, folder }
  throw new ProcedureError({ code: 'not-available', what: 'station-key' })
}
