import { isMeant, theOnly } from '../orders.ts'
import { exitCodes } from '../printing/printer.ts'
import { runOrder } from '../run-order.ts'
import type { Seat } from '../sitting.ts'

/** `unfinished`: what a crash left behind, after it was looked at; with an id, brings it to its end. */
export async function unfinished(seat: Seat): Promise<number> {
  const { station, options, printer } = seat
  const { argument, person, serial, withoutKey } = options
  if (argument !== null) return await finish(seat, argument, withoutKey)
  await station.recovered
  const text = person ?? serial
  const all = station.snapshot().unfinished
  const rows = text === null ? all : all.filter((row) => isMeant(row, text))
  if (text !== null && rows.length > 0) return await finish(seat, theOnly(rows), withoutKey)
  for (const row of rows) printer.issuance(row)
  if (rows.length === 0) printer.note(printer.texts.terminal.notes.noneUnfinished.detail)
  return exitCodes.done
}

async function finish(seat: Seat, issuanceId: string, withoutKey: boolean): Promise<number> {
  return await runOrder(seat, { procedure: 'finish-unfinished', issuanceId, withoutKey })
}
