import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { startOktaDouble, type OktaDouble } from '../../src/simulator/okta/okta-double.ts'
import { serveOverUdp } from '../../src/simulator/virtual-key/udp-server.ts'
import { VirtualKey } from '../../src/simulator/virtual-key/virtual-key.ts'
import type { Verdict } from './cell.ts'
import { run } from './strace.ts'
import { digestOf, notDone, whatIsSaid, type Said, type SyncPlace } from './sync-place.ts'
import type { Ends, SyncScene } from './sync-scene.ts'

const jane = 'jane.doe@example.com'

/**
 * A PIN that is handed over into a file: at every moment it is sealed, or the file is whole. The double of Okta
 * is one for all cells, for a hand-over behind the gate `pin` changes nothing there.
 */
export function handOverScene(): SyncScene {
  let double: OktaDouble | null = null
  let pin: string | null = null
  return {
    name: 'hand over',
    async lay(place) {
      double = await startOktaDouble()
      writeFileSync(connectionIn(place), JSON.stringify(double.connection))
      await issue(place)
      pin = rowOf(await whatIsSaid(place)).pin
    },
    words: (place) => [...handingOver, '--pin-out', pinIn(place), ...connected(place)],
    again: (place) => [
      ['audit', 'verify'],
      ['unfinished', ...connected(place)],
    ],
    lies(place, said, ends) {
      const isWritten = pin !== null && written(place) === pin
      return [...between(said, ends), ...(isHandedOver(said) && !isWritten ? ['no PIN'] : [])]
    },
    end: async () => await double?.close(),
  }
}

const handingOver = ['hand-over', '--person', jane]

const pinIn = (place: SyncPlace): string => place.fileNamed('pin')

const connectionIn = (place: SyncPlace): string => place.fileNamed('connection.json')

const connected = (place: SyncPlace): readonly string[] => ['--connection', connectionIn(place)]

async function issue(place: SyncPlace): Promise<void> {
  const key = new VirtualKey({ resetWindowMs: Number.POSITIVE_INFINITY })
  const { port, close } = await serveOverUdp(key, { port: 0, hearsReboot: false })
  try {
    const words = ['issue', '--person', jane, '--template', 'hand-over', ...connected(place)]
    const end = await run(place.command([...words, '--key', `udp:127.0.0.1:${port}`]))
    const wrong = notDone('issue', end)
    if (wrong.length > 0) throw new Error(wrong.join())
  } finally {
    await close()
  }
}

/** A file that nobody was told of may be there, whole or not, while the PIN is sealed. */
function between(said: Said, { before, after }: Ends): Verdict {
  const row = JSON.stringify(rowOf(said))
  const end = isHandedOver(said) ? after : before
  const isTold = !isHandedOver(end) || said.facts.some((fact) => fact.endsWith(' pin-handed-over'))
  return isTold && row === JSON.stringify(rowOf(end)) ? [] : [`between: ${JSON.stringify(said)}`]
}

const isHandedOver = (said: Said): boolean => rowOf(said).pin === null

/** The one row, whenever it was written. */
function rowOf({ rows: [row = '{}'] }: Said) {
  return { ...(JSON.parse(row) as { readonly pin: string | null }), updatedAt: null }
}

/** The digest of the PIN in the file; null where it is not whole. */
function written(place: SyncPlace): string | null {
  const file = pinIn(place)
  const line = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  return line.at(-1) === newline ? digestOf(line.subarray(0, -1)) : null
}

const newline = 0x0a
