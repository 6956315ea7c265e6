/** What CTAP2 messages are made of. */
export type CborValue =
  number | bigint | string | boolean | null | Uint8Array | readonly CborValue[] | CborMap

export type CborKey = number | string

export type CborMap = ReadonlyMap<CborKey, CborValue>

/** A map of the members that are there: those given as undefined are left out. */
export function cborMap(
  members: Iterable<readonly [CborKey, CborValue | undefined]>,
): Map<CborKey, CborValue> {
  const map = new Map<CborKey, CborValue>()
  for (const [key, value] of members) if (value !== undefined) map.set(key, value)
  return map
}
