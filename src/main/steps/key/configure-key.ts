import {
  enableEnterpriseAttestation,
  getPinToken,
  setAlwaysUv,
  setMinPinLength,
  type PinToken,
} from '../../../ctap2/index.ts'
import type { StepName } from '../../../shared/run.ts'
import { canForcePinChange, needsLongerPins } from '../../desk/key-policy.ts'
import { announce, record, type Work } from '../../desk/work.ts'

type Setting = (token: PinToken) => Promise<unknown>

/**
 * Sets on the key what the template asks for besides the PIN (authenticatorConfig). The row keeps the
 * act until the next one: a factor is pending.
 */
export async function configureKey(work: Work, pin: Uint8Array): Promise<void> {
  const settings = settingsFor(work)
  if (settings.length === 0) return work.talk.skip('configure-key')
  await applyToKey(work, 'configure-key', pin, settings)
  await record(work, 'key-configured')
}

/** Makes the key demand another PIN. Last of all: until then it still takes this one. */
export async function forcePinChange(work: Work, pin: Uint8Array): Promise<void> {
  const { authenticator } = work.session
  const { forcePinChange: wanted } = work.template
  if (wanted === 'never' || !canForcePinChange(authenticator.info)) {
    return work.talk.skip('force-pin-change')
  }
  await applyToKey(work, 'force-pin-change', pin, [
    (token) => setMinPinLength(authenticator, { forceChangePin: true }, token),
  ])
  await announce(work, null)
  await record(work, 'key-configured')
}

function settingsFor({ session, template }: Work): readonly Setting[] {
  const { authenticator } = session
  const { info } = authenticator
  const settings: Setting[] = []
  const { minimumPinLength } = template
  if (minimumPinLength !== null && needsLongerPins(info, template)) {
    const rules = { newMinPINLength: minimumPinLength }
    settings.push((token) => setMinPinLength(authenticator, rules, token))
  }
  if (template.enterpriseAttestation && info.options['ep'] !== true) {
    settings.push((token) => enableEnterpriseAttestation(authenticator, token))
  }
  if (template.alwaysUv) settings.push((token) => setAlwaysUv(authenticator, true, token))
  return settings
}

/** A key may end a token with what it was used for, so each setting has its own. */
async function applyToKey(
  work: Work,
  step: StepName,
  pin: Uint8Array,
  settings: readonly Setting[],
): Promise<void> {
  const { talk, session } = work
  talk.show(step)
  await announce(work, 'configuring')
  await talk.hold(async () => {
    for (const setting of settings) {
      const permissions = ['authenticatorConfiguration'] as const
      const token = await getPinToken(session.authenticator, pin, { permissions })
      try {
        await setting(token)
      } finally {
        token.dispose()
      }
    }
  })
}
