import type { OktaDouble } from '../../src/simulator/okta/okta-double.ts'
import { tokenCaller } from './okta-caller.ts'

/** Lets every enrollment policy of a double forbid passkeys. */
export function forbidPasskeys({ settings }: OktaDouble): void {
  for (const policy of settings.policies) {
    if (policy.type !== 'MFA_ENROLL') continue
    for (const each of policy.authenticators) {
      if (each.key === 'webauthn') each.enroll.self = 'NOT_ALLOWED'
    }
  }
}

/** Switches passkeys off, or on again, for everybody, as an administrator does. */
export async function switchPasskeys(
  okta: OktaDouble,
  to: 'activate' | 'deactivate',
): Promise<void> {
  forbidPasskeys(okta)
  const path = `/api/v1/authenticators/${okta.settings.webauthn.id}/lifecycle/${to}`
  const { status } = await tokenCaller(okta.connectionFor('token'))('POST', path)
  if (status !== 200) throw new Error(`not switched: ${String(status)}`)
}
