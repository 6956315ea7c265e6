import { issuances } from './issuances.ts'
import { orderOf, type RunCommand } from './orders.ts'
import { runOrder } from './run-order.ts'
import type { Seat } from './sitting.ts'
import { templates } from './templates.ts'
import { unfinished } from './unfinished.ts'

/** What needs a station and somebody who sits at it. */
export type SeatCommand = RunCommand | 'unfinished' | 'issuances' | 'templates'

/** Runs one such command and returns the exit status. */
export async function runAtSeat(command: SeatCommand, seat: Seat): Promise<number> {
  if (command === 'unfinished') return await unfinished(seat)
  if (command === 'issuances') return await issuances(seat)
  if (command === 'templates') return await templates(seat)
  return await runOrder(seat, await orderOf(seat.station, command, seat.options))
}
