import type { Authenticator, Transaction } from '../authenticator.ts'
import { concat } from '../bytes.ts'
import { encode } from '../cbor/encode.ts'
import { decodeParameters } from '../cbor/members.ts'
import { CommandError, refuse, Status } from '../status.ts'
import { clientPin } from './client-pin.ts'
import type { Command } from './command.ts'
import { getAssertion, getNextAssertion } from './get-assertion.ts'
import { getInfo } from './get-info.ts'
import { makeCredential } from './make-credential.ts'
import { reset } from './reset.ts'
import { selection } from './selection.ts'

interface Entry {
  readonly name: string
  readonly run: Command
}

/** The commands by their byte (section 6). */
const commands: ReadonlyMap<number, Entry> = new Map<number, Entry>([
  [0x01, { name: 'makeCredential', run: makeCredential }],
  [0x02, { name: 'getAssertion', run: getAssertion }],
  [0x04, { name: 'getInfo', run: getInfo }],
  [0x06, { name: 'clientPin', run: clientPin }],
  [0x07, { name: 'reset', run: reset }],
  [0x08, { name: 'getNextAssertion', run: getNextAssertion }],
  [0x0b, { name: 'selection', run: selection }],
])

/** Runs one CTAP2 request: command byte and parameters in, status byte and answer out. */
export async function dispatch(
  key: Authenticator,
  request: Uint8Array,
  transaction: Transaction,
): Promise<Uint8Array> {
  const { sequence } = key.power
  key.power.sequence = undefined
  try {
    const entry = commands.get(request[0] ?? 0) ?? refuse(Status.invalidCommand)
    if (request.length > key.profile.maxMsgSize) refuse(Status.requestTooLarge)
    const parameters = decodeParameters(request.subarray(1))
    const answer = await entry.run(key, { parameters, transaction, sequence })
    const ok = Uint8Array.of(Status.ok)
    return answer && answer.size > 0 ? concat(ok, encode(answer)) : ok
  } catch (error) {
    if (error instanceof CommandError) return Uint8Array.of(error.status)
    throw error
  }
}
