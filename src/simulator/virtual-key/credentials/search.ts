import type { Authenticator } from '../authenticator.ts'
import { isSame } from '../bytes.ts'
import { sha256 } from '../crypto/digest.ts'
import type { Credential } from './credential.ts'
import { openCredential } from './sealed-credential.ts'

/** The credential with this id for this relying party, remembered or sealed in the id. */
export function findCredential(
  key: Authenticator,
  rpIdHash: Uint8Array,
  id: Uint8Array,
): Credential | undefined {
  const stored = key.memory.credentials.find((credential) => isSame(credential.id, id))
  if (!stored) return openCredential(key.memory.master, rpIdHash, id)
  return isSame(sha256(stored.rpId), rpIdHash) ? stored : undefined
}

/**
 * The credentials that may sign, the newest first. Those under credProtect level 2 show themselves
 * to who knows their id, those under level 3 only to a verified user (section 12.1).
 */
export function applicableCredentials(
  key: Authenticator,
  rpId: string,
  allowed: readonly Uint8Array[] | undefined,
  isUserVerified: boolean,
): readonly Credential[] {
  if (!allowed || allowed.length === 0) {
    const discovered = newestFirst(key.credentialsOf(rpId))
    return discovered.filter(({ credProtect }) => credProtect === 1 || isUserVerified)
  }
  const named = allowed.map((id) => findCredential(key, sha256(rpId), id))
  const known = newestFirst(named.filter((credential) => credential !== undefined))
  return known.filter(({ credProtect }) => credProtect !== 3 || isUserVerified)
}

/** Of two made at the same count, which only sealed ones can be, the later named comes first. */
function newestFirst<T extends Credential>(credentials: readonly T[]): readonly T[] {
  return credentials.toReversed().toSorted((one, other) => other.madeAt - one.madeAt)
}
