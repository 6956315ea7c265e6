import { issuances } from './commands/issuances.ts'
import { readiness } from './commands/readiness.ts'
import { templates } from './commands/templates.ts'
import { unfinished } from './commands/unfinished.ts'
import { handOver } from './hand-over.ts'
import { orderOf, type RunCommand } from './orders.ts'
import { events } from './printing/events.ts'
import { runOrder } from './run-order.ts'
import type { Seat } from './sitting.ts'

/** What needs a station and somebody who sits at it. */
export type SeatCommand =
  RunCommand | 'unfinished' | 'issuances' | 'templates' | 'readiness' | 'events' | 'hand-over'

/** Runs one such command and returns the exit status. */
export async function runAtSeat(command: SeatCommand, seat: Seat): Promise<number> {
  const { station, options, printer } = seat
  if (command === 'unfinished') return await unfinished(seat)
  if (command === 'issuances') return await issuances(seat)
  if (command === 'templates') return await templates(seat)
  if (command === 'readiness') return await readiness(station, options, printer)
  if (command === 'events') return await events(station, options, printer)
  if (command === 'hand-over') return await handOver(station, options, printer)
  return await runOrder(seat, await orderOf(station, command, options))
}
