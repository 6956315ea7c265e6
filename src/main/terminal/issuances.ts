import { open, rm } from 'node:fs/promises'
import { plainJson } from '../../shared/plain-text.ts'
import { ProcedureError } from '../conversation.ts'
import { requestFrom } from '../station.ts'
import { UsageError } from './options.ts'
import { exitCodes } from './printer.ts'
import type { Seat } from './sitting.ts'

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
  if (total > rows.length) printer.note(`${total - rows.length} more.`)
  return exitCodes.done
}

/** The file is made first: the journal tells of nothing that could not be written. */
async function exportAttestation(
  { station, printer }: Seat,
  issuanceId: string,
  file: string,
): Promise<number> {
  const handle = await open(file, 'wx', 0o600).catch(() => {
    throw new UsageError(`The file ${file} is already there, or cannot be made.`)
  })
  try {
    const reply = await requestFrom(station, 'issuances.attestation', { issuanceId })
    if (!reply.ok) throw new ProcedureError(reply.cause)
    await handle.writeFile(`${plainJson(reply.value, 2)}\n`)
    await handle.sync()
  } catch (error) {
    await rm(file, { force: true })
    throw error
  } finally {
    await handle.close()
  }
  const lines = [`What the key showed when it was issued is in ${file}.`]
  printer.result('attestation', { issuanceId, file }, lines)
  return exitCodes.done
}
