import { exitCodes } from './printer.ts'
import { runOrder } from './run-order.ts'
import type { Seat } from './sitting.ts'

/** `unfinished`: what a crash left behind, after it was looked at; with an id, brings it to its end. */
export async function unfinished(seat: Seat): Promise<number> {
  const { station, options, printer } = seat
  const { argument, withoutKey } = options
  if (argument !== null) {
    return await runOrder(seat, {
      procedure: 'finish-unfinished',
      issuanceId: argument,
      withoutKey,
    })
  }
  await station.recovered
  const rows = station.snapshot().unfinished
  for (const row of rows) printer.issuance(row)
  if (rows.length === 0) printer.note('Nothing is unfinished.')
  return exitCodes.done
}
