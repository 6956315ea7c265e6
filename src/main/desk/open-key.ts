import {
  Authenticator,
  type CborDeparture,
  type KeyDevice,
  type KeySource,
  type TransactOptions,
} from '../../ctap2/index.ts'

/** Departures from canonical CBOR that keys in the field make and browsers take (docs/ctap2.md). */
const tolerate: readonly CborDeparture[] = ['key-order', 'longer-than-needed', 'not-utf-8']

/** For a look at a key that something else may be using: no longer than this. */
export const glance: TransactOptions = Object.freeze({ budgetMs: 2_000 })

/**
 * Opens a key: for issuing, for a look and for the self-check alike, so that all of them take the same
 * keys. Throws the errors of ctap2.
 */
export async function openAuthenticator(
  source: KeySource,
  device: Pick<KeyDevice, 'path'>,
  options: TransactOptions = {},
): Promise<Authenticator> {
  return await Authenticator.open(await source.open(device.path), { ...options, tolerate })
}
