import type { OktaUser } from '../people/records.ts'
import type { OktaState } from '../state.ts'
import { enrolledFactorsOf } from './find-factor.ts'
import type { StoredFactor } from './stored-factor.ts'
import { ALGORITHMS, customRpId } from './relying-party.ts'

/** `_embedded.activation`: the options of the ceremony, as the Factors API spells them. */
export function activationView(
  state: OktaState,
  factor: StoredFactor,
  user: OktaUser,
): Record<string, unknown> {
  const { settings } = state.settings.webauthn
  const rpId = customRpId(state)
  const { login, firstName, lastName } = user.profile
  return {
    attestation: 'direct',
    authenticatorSelection: {
      userVerification: settings.userVerification.toLowerCase(),
      requireResidentKey: state.settings.requireResidentKey,
      ...(settings.attachment === 'ANY' ? {} : { authenticatorAttachment: attachment(settings) }),
    },
    challenge: factor.challenge?.value,
    excludeCredentials: enrolledFactorsOf(state, user.id).map(({ credential }) => ({
      type: 'public-key',
      id: credential?.id,
    })),
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    rp: { name: state.settings.name, ...(rpId === null ? {} : { id: rpId }) },
    user: { displayName: `${firstName} ${lastName}`, name: login, id: user.id },
    u2fParams: { appid: `https://${factor.host}` },
  }
}

function attachment({ attachment }: { attachment: string }): string {
  return attachment === 'BUILT_IN' ? 'platform' : 'cross-platform'
}
