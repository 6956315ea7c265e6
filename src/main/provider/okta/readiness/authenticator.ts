import { z } from 'zod'
import type { ReadinessItem } from '../../../../shared/readiness.ts'
import { listOf, readAnswer } from '../calls/answers.ts'
import { usualRpId } from '../factors/ceremony.ts'
import { item, type Inspection } from './inspection.ts'

const authenticatorsSchema = listOf(
  z.looseObject({ id: z.string(), key: z.string(), status: z.string() }),
)
// Most settings are behind feature flags: one that is absent is not known, and not "off".
const settingsSchema = z.looseObject({
  userVerification: z.string().nullish(),
  attachment: z.string().nullish(),
  residentKeyRequirement: z.string().nullish(),
  aaguidGroups: listOf(
    z.looseObject({ name: z.string(), aaguids: listOf(z.string()).nullish() }),
  ).nullish(),
  rpId: z
    .looseObject({
      enabled: z.boolean().nullish(),
      domain: z.looseObject({ name: z.string(), validationStatus: z.string().nullish() }).nullish(),
    })
    .nullish(),
})
const methodSchema = z.looseObject({ settings: settingsSchema.nullish() })

export type WebAuthnSettings = z.output<typeof settingsSchema>

/** The WebAuthn authenticator as it stands; settings are null when there are none to look at. */
export interface Authenticator {
  readonly items: readonly ReadinessItem[]
  readonly settings: WebAuthnSettings | null
}

export async function inspectAuthenticator(inspection: Inspection): Promise<Authenticator> {
  const { ask, signal } = inspection
  const list = await ask(
    'listAuthenticators',
    (okta) => okta.authenticators.listAuthenticators(),
    signal,
  )
  const found = readAnswer(authenticatorsSchema, list, 'listAuthenticators').find(
    ({ key }) => key === 'webauthn',
  )
  if (found === undefined) return reportUnusable('authenticator-missing')
  if (found.status !== 'ACTIVE') return reportUnusable('authenticator-inactive')
  const method = await ask(
    'getAuthenticatorMethod',
    (okta) =>
      okta.authenticators.getAuthenticatorMethod({
        authenticatorId: found.id,
        methodType: 'webauthn',
      }),
    signal,
  )
  const { settings = null } = readAnswer(methodSchema, method, 'getAuthenticatorMethod')
  return { items: itemsOf(inspection, settings ?? settingsSchema.parse({})), settings }
}

function reportUnusable(code: 'authenticator-missing' | 'authenticator-inactive'): Authenticator {
  return { items: [item('authenticator', 'problem', { code }, 'authenticators')], settings: null }
}

function itemsOf(inspection: Inspection, settings: WebAuthnSettings): readonly ReadinessItem[] {
  return [
    settings.attachment === 'BUILT_IN'
      ? item('authenticator', 'problem', { code: 'roaming-keys-refused' }, 'passkey-settings')
      : item('authenticator', 'ok', { code: 'authenticator-active' }),
    residentKeyItem(settings, inspection.question.requireResidentKey ?? true),
    userVerificationItem(settings),
    rpIdItem(inspection, settings),
  ]
}

/** What Okta expects of a passkey against what the template makes. */
function residentKeyItem(settings: WebAuthnSettings, isRequired: boolean): ReadinessItem {
  const expected = settings.residentKeyRequirement
  if (expected === 'REQUIRED' && !isRequired) {
    return item('resident-key', 'problem', { code: 'resident-key-expected' }, 'station')
  }
  return expected === 'DISCOURAGED' && isRequired
    ? item('resident-key', 'warning', { code: 'resident-key-discouraged' }, 'passkey-settings')
    : item('resident-key', 'ok', { code: 'settings-fit' })
}

function userVerificationItem({ userVerification }: WebAuthnSettings): ReadinessItem {
  const setting = userVerification ?? 'PREFERRED'
  const isAsked = setting !== 'DISCOURAGED'
  return item(
    'user-verification',
    isAsked ? 'ok' : 'warning',
    { code: 'user-verification', setting },
    isAsked ? null : 'passkey-settings',
  )
}

function rpIdItem({ connection }: Inspection, { rpId }: WebAuthnSettings): ReadinessItem {
  const here = usualRpId(connection)
  const domain = rpId?.enabled === true ? rpId.domain : null
  if (domain == null) {
    const there = new URL(connection.origin).hostname
    return connection.customRpId === null || here === there
      ? item('rp-id', 'ok', { code: 'rp-id', rpId: here })
      : item('rp-id', 'problem', { code: 'rp-id-differs', here, there }, 'station')
  }
  const { name } = domain
  const status = domain.validationStatus ?? 'UNKNOWN'
  if (status !== 'VERIFIED') {
    return item(
      'rp-id',
      'problem',
      { code: 'rp-id-unverified', rpId: name, status },
      'passkey-settings',
    )
  }
  return here === name
    ? item('rp-id', 'ok', { code: 'rp-id', rpId: name })
    : item('rp-id', 'warning', { code: 'rp-id-differs', here, there: name }, 'station')
}
