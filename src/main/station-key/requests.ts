import { writeFile } from 'node:fs/promises'
import type { TerminalAccess } from '../../shared/housekeeping.ts'
import { ProcedureError } from '../conversation.ts'
import type { Handlers } from '../handlers.ts'
import { dialogsOf } from '../housekeeping.ts'
import { aboutNothing, writeFact } from '../office.ts'
import { saveFile } from '../save-file.ts'
import type { StationEdges } from '../station-edges.ts'
import { allowTerminal, dismissTerminal, readTerminalAccess } from './admission.ts'
import { makeRecoveryKey } from './recovery-key.ts'
import { recoverySheet } from './recovery-sheet.ts'
import type { StationSecrets } from './station-secrets.ts'

/** What is asked about who can open what the station has sealed. */
export function stationKeyHandlers(edges: StationEdges) {
  return {
    'terminal.read': async () =>
      edges.stationKey ? await readTerminalAccess(edges.stationKey) : null,
    'terminal.allow': ({ isAllowed }) => changeAccess(edges, isAllowed),
    'recovery-key.save': () => saveRecoveryKey(edges),
  } satisfies Partial<Handlers>
}

/** Written down before it is so: nobody is let in whom the journal does not name. */
async function changeAccess(edges: StationEdges, isAllowed: boolean): Promise<TerminalAccess> {
  const { secrets, folder } = keyOf(edges)
  if ((await readTerminalAccess(secrets)).isAllowed !== isAllowed) {
    await writeFact(edges, isAllowed ? 'terminal-allowed' : 'terminal-dismissed', aboutNothing)
    await (isAllowed ? allowTerminal : dismissTerminal)(secrets, folder)
  }
  return await readTerminalAccess(secrets)
}

/** Where the operator says; null when they changed their mind. The one before is worth nothing any more. */
async function saveRecoveryKey(edges: StationEdges): Promise<{ readonly file: string | null }> {
  const { secrets } = keyOf(edges)
  const file = await dialogsOf(edges).chooseNewFile('keydesk-recovery-key.txt')
  if (file === null) return { file }
  const { text, sealed } = makeRecoveryKey(await secrets.key())
  await saveFile(edges, file, 'recovery-key-made', async (part) => {
    await writeFile(part, recoverySheet(text, edges.station, new Date()), {
      mode: 0o600,
      flush: true,
    })
    await edges.registry.keepRecovery(sealed)
  })
  return { file }
}

function keyOf({ stationKey, folder }: StationEdges): {
  readonly secrets: StationSecrets
  readonly folder: string
} {
  if (stationKey && folder !== null) return { secrets: stationKey, folder }
  throw new ProcedureError({ code: 'not-available', what: 'station-key' })
}
