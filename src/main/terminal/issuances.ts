import { requestFrom } from '../station.ts'
import { exitCodes } from './printer.ts'
import type { Seat } from './sitting.ts'

/** `issuances [TEXT]`: the newest first, whose login, name, serial or credential id begins so. */
export async function issuances({ station, options, printer }: Seat): Promise<number> {
  const limit = Math.min(Math.max(options.limit, 1), 500)
  const page = { text: options.argument ?? '', states: [], sort: 'newest', offset: 0 } as const
  const reply = await requestFrom(station, 'issuances.list', { ...page, limit })
  if (!reply.ok) return printer.refused(reply.cause)
  for (const row of reply.value.rows) printer.issuance(row)
  const { rows, total } = reply.value
  if (total > rows.length) printer.note(`${total - rows.length} more.`)
  return exitCodes.done
}
