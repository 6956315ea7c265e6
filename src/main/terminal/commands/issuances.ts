import { plainJson } from '../../../shared/plain-text.ts'
import { fill } from '../../../shared/text/fill.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { requestFrom } from '../../station/station.ts'
import { writeNewFile } from '../../store/file/file-fault.ts'
import { exitCodes } from '../printing/printer.ts'
import type { Seat } from '../sitting.ts'
import { checkNewFile } from './check-files.ts'

/**
 * `issuances [TEXT]`: the newest first, whose login, name, serial or credential id begins so.
 * `issuances ISSUANCE --attestation-out FILE`: what its key showed when it was issued.
 */
export async function issuances(seat: Seat): Promise<number> {
  const { station, options, printer } = seat
  const { argument, attestationOut } = options
  if (argument !== null && attestationOut !== null) {
    return await exportAttestation(seat, argument, attestationOut)
  }
  const limit = Math.min(Math.max(options.limit, 1), 500)
  const page = { text: argument ?? '', states: [], sort: 'newest', offset: 0 } as const
  const reply = await requestFrom(station, 'issuances.list', { ...page, limit })
  if (!reply.ok) return printer.refused(reply.cause)
  for (const row of reply.value.rows) printer.issuance(row)
  const { rows, total } = reply.value
  const { more, noIssuances, noneIssued } = printer.texts.terminal.notes
  if (total > rows.length) printer.note(fill(more.detail, { count: total - rows.length }))
  if (total === 0) printer.note((argument === null ? noneIssued : noIssuances).detail)
  return exitCodes.done
}

/** The file is made first: the journal tells of nothing that could not be written. */
async function exportAttestation(
  { station, printer }: Seat,
  issuanceId: string,
  file: string,
): Promise<number> {
  await checkNewFile(file, printer.texts)
  await writeNewFile(file, async (handle) => {
    const reply = await requestFrom(station, 'issuances.attestation', { issuanceId })
    if (!reply.ok) throw new ProcedureError(reply.cause)
    await handle.writeFile(`${plainJson(reply.value, 2)}\n`)
  })
  const lines = [fill(printer.texts.terminal.notes.attestation.detail, { file })]
  printer.result('attestation', { issuanceId, file }, lines)
  return exitCodes.done
}
