import { fill } from '../../shared/text/fill.ts'
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
  const { more, noIssuances } = printer.texts.terminal.notes
  if (total > rows.length) printer.note(fill(more.detail, { count: total - rows.length }))
  if (total === 0) printer.note(noIssuances.detail)
  return exitCodes.done
}
