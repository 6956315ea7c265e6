import type { Authenticator, Transaction } from '../authenticator.ts'
import { concat } from '../bytes.ts'
import { encode } from '../cbor/encode.ts'
import { decodeParameters } from '../cbor/members.ts'
import { CommandError, refuse, Status } from '../status.ts'
import { findCommand, requireUnlocked } from './command-table.ts'

/** Runs one CTAP2 request: command byte and parameters in, status byte and answer out. */
export async function dispatch(
  key: Authenticator,
  request: Uint8Array,
  transaction: Transaction,
): Promise<Uint8Array> {
  try {
    const number = request[0] ?? 0
    const { run, keeps } = findCommand(key, number)
    key.keepSequences(keeps)
    if (request.length > key.profile.maxMsgSize) refuse(Status.requestTooLarge)
    requireUnlocked(key, number)
    const parameters = decodeParameters(request.subarray(1))
    const answer = await run(key, { parameters, transaction })
    const ok = Uint8Array.of(Status.ok)
    return answer && answer.size > 0
      ? concat(ok, encode(answer, key.profile.customs.writesMapsBackwards))
      : ok
  } catch (error) {
    if (error instanceof CommandError) return Uint8Array.of(error.status)
    throw error
  }
}
