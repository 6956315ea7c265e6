import { enumerateCredentials, enumerateRPs, getPinToken } from '../../ctap2/index.ts'
import type { Issuance } from '../../shared/records.ts'
import type { CredentialOnKey } from '../../shared/run.ts'
import { demandOwnPin, withTypedPin, type PinEntry } from './enter-pin.ts'

/** Lists the discoverable credentials on the key with the PIN its holder types. */
export async function readCredentials(
  entry: PinEntry,
  rows: readonly Issuance[],
): Promise<readonly CredentialOnKey[]> {
  const { authenticator } = entry.session
  demandOwnPin(entry.session)
  const ours = new Map(rows.map(({ id, credentialId }) => [credentialId, id]))
  return await withTypedPin(entry, async (pin) => {
    const permissions = ['credentialManagement'] as const
    const token = await getPinToken(authenticator, pin, { permissions })
    try {
      const found: CredentialOnKey[] = []
      for (const { rp, rpIDHash } of await enumerateRPs(authenticator, token)) {
        const stored = await enumerateCredentials(authenticator, token, rpIDHash)
        for (const { user, credentialId: id } of stored) {
          const credentialId = Buffer.from(id).toString('base64url')
          const issuanceId = ours.get(credentialId) ?? null
          found.push({ rpId: rp.id, userName: user.name ?? null, credentialId, issuanceId })
        }
      }
      return found
    } finally {
      token.dispose()
    }
  })
}
