import type { Verdict } from './cell.ts'
import type { Order } from '../../src/shared/run.ts'
import { drive, type Hands } from './drive.ts'
import { gather, isUnfinished, liesIn, needsPerson } from './truth.ts'
import type { OpenStation, World } from './world.ts'

/**
 * The station is started again, with whatever is in the slot, and asked for the truth. What it left to a
 * person is then finished by one.
 */
export async function comeBack(world: World, hands: Hands): Promise<Verdict> {
  const open = await world.openStation()
  try {
    const first = await gather(world, open.registry)
    const lies = [...liesIn(first), ...open.defects]
    if (lies.length > 0 || !first.rows.some(needsPerson)) return lies
    return await finish(world, open, hands)
  } finally {
    await open.station.close()
  }
}

/** It is started again without its key; then the key is brought, and what is unfinished is finished. */
export async function comeBackLater(world: World, hands: Hands): Promise<Verdict> {
  const name = world.inSlot
  world.putInSlot(null)
  const open = await world.openStation()
  try {
    const first = liesIn(await gather(world, open.registry))
    world.putInSlot(name)
    return [...first.map((lie) => `without its key: ${lie}`), ...(await finish(world, open, hands))]
  } finally {
    await open.station.close()
  }
}

/** As above, but the key is issued again before anybody finishes anything. */
export async function comeBackToIssue(world: World, hands: Hands, again: Order): Promise<Verdict> {
  const name = world.inSlot
  world.putInSlot(null)
  const open = await world.openStation()
  try {
    world.putInSlot(name)
    const end = await drive(open.station, again, hands)
    const failures = end.kind === 'done' ? [] : [`issued again: ${JSON.stringify(end)}`]
    return [...failures, ...(await finish(world, open, hands))]
  } finally {
    await open.station.close()
  }
}

/** Runs finish-unfinished for every row that needs it, and asks for the truth. */
export async function finish(world: World, open: OpenStation, hands: Hands): Promise<Verdict> {
  const { station, registry } = open
  const failures: string[] = []
  for (const { id } of await registry.issuances.listRecent(100)) {
    const row = await registry.issuances.find(id)
    if (!row || !isUnfinished(row)) continue
    const end = await drive(station, { procedure: 'finish-unfinished', issuanceId: id }, hands)
    if (end.kind !== 'done') failures.push(`finishing ${row.act}: ${JSON.stringify(end)}`)
  }
  return [...failures, ...liesIn(await gather(world, registry)), ...open.defects]
}
