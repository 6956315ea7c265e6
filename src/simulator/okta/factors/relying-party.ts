import type { OktaState } from '../state.ts'

/** Algorithms the double offers, preferred first: ES256 and RS256, as Okta's own example does. */
export const ALGORITHMS: readonly number[] = [-7, -257]

/** The rp id of an enrollment at a host: the custom one where enabled, else the host itself. */
export function rpIdAt(state: OktaState, host: string): string {
  const rpId = customRpId(state)
  return rpId ?? host
}

/** The organization's custom rp id, where one is enabled. */
export function customRpId(state: OktaState): string | null {
  const { rpId } = state.settings.webauthn.settings
  return rpId?.enabled === true ? rpId.domain.name : null
}

/** Origins a ceremony may come from: the organization, its custom domain, trusted CORS origins. */
export function acceptedOrigins(state: OktaState): readonly string[] {
  const { origin, customDomain, trustedOrigins } = state.settings
  const trusted = trustedOrigins.filter(({ scopes }) => scopes.includes('CORS'))
  return [
    origin,
    ...(customDomain === null ? [] : [`https://${customDomain}`]),
    ...trusted.map((each) => each.origin),
  ]
}
