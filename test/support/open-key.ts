import { Authenticator } from '../../src/ctap2/authenticator.ts'
import { encodeCbor, type CborKey, type CborMap, type CborValue } from '../../src/ctap2/cbor.ts'
import { ScriptedKey, type HostMessage } from './scripted-key.ts'

/** A CBOR map of entries, in the shortest writing for tests. */
export function members(...entries: [CborKey, CborValue][]): CborMap {
  return new Map(entries)
}

/** A getInfo answer of a key with these options, and whatever else is given. */
export function infoAnswer(
  options: Record<string, boolean>,
  ...entries: [CborKey, CborValue][]
): Uint8Array {
  return encodeCbor(
    members(
      [1, ['FIDO_2_0', 'FIDO_2_1_PRE', 'FIDO_2_1']],
      [3, new Uint8Array(16)],
      [4, members(...Object.entries(options))],
      [6, [1]],
      ...entries,
    ),
  )
}

/** A scripted key that answers getInfo; every other CBOR command goes to `answer`. */
export async function openScripted(
  info: Uint8Array,
  answer: (request: HostMessage, key: ScriptedKey) => void = () => undefined,
): Promise<{ key: ScriptedKey; authenticator: Authenticator }> {
  const key = new ScriptedKey((message, k) => {
    if (message.payload[0] === 0x04) k.replyCbor(0, info)
    else answer(message, k)
  })
  return { key, authenticator: await Authenticator.open(key) }
}
