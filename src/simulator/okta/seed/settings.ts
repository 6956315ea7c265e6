import type { JWK } from 'jose'
import type { OktaSettings } from '../settings.ts'
import { seedPolicies } from './policies.ts'
import { virtualKeyModel } from './virtual-key-model.ts'

/** Scopes the seeded service app is granted: issuance and readiness. */
const APP_GRANTS = [
  'okta.users.read',
  'okta.users.manage',
  'okta.groups.read',
  'okta.groups.manage',
  'okta.authenticators.read',
  'okta.policies.read',
  'okta.logs.read',
  'okta.schemas.read',
  'okta.userTypes.read',
  'okta.domains.read',
  'okta.orgs.read',
  'okta.trustedOrigins.read',
]

const OPERATOR_GRANTS = ['openid', 'profile', 'email', 'offline_access', ...APP_GRANTS]

/** The least role that lets a station work: Okta's permission names. */
const STATION_PERMISSIONS = [
  'okta.users.read',
  'okta.users.create',
  'okta.users.userprofile.manage',
  'okta.users.credentials.manage',
  'okta.users.lifecycle.manage',
  'okta.users.lifecycle.clearSessions',
  'okta.groups.read',
  'okta.groups.members.manage',
  'READ_ONLY_ADMIN',
]

/** What differs from double to double. */
export interface SeedSettings {
  readonly origin: string
  readonly customDomain: string | null
  readonly appKey: JWK
  readonly apiToken: string
  readonly everyoneId: string
  readonly contractorsId: string
  readonly now: number
}

/** The organization as it is before anybody turned anything. */
export function seedSettings(seed: SeedSettings): OktaSettings {
  return {
    organizationId: '00odemo1organization',
    name: 'Keydesk Demo',
    pipeline: 'idx',
    origin: seed.origin,
    customDomain: seed.customDomain,
    trustedOrigins: [],
    serviceApp: {
      clientId: '0oademo1serviceapp00',
      name: 'Keydesk station',
      keys: [seed.appKey],
      dpopRequired: true,
      grants: [...APP_GRANTS],
      role: { permissions: [...STATION_PERMISSIONS], targetGroups: 'all' },
    },
    operatorApp: {
      clientId: '0oademo1operatorapp0',
      redirectUris: ['http://127.0.0.1:8371/callback', 'http://localhost:8371/callback'],
      dpopRequired: false,
      grants: [...OPERATOR_GRANTS],
      operatorLogin: 'olivia.operator@example.com',
      role: { permissions: [...STATION_PERMISSIONS], targetGroups: 'all' },
    },
    apiTokens: [
      {
        token: seed.apiToken,
        adminLogin: 'ada.administrator@example.com',
        lastUsed: seed.now,
        role: { permissions: 'all', targetGroups: 'all' },
      },
    ],
    webauthn: webauthn(),
    customAaguids: [virtualKeyModel()],
    customAttributes: { fido2KeyIssued: { title: 'FIDO2 key issued', type: 'boolean' } },
    policies: seedPolicies(seed),
    passwordRefusal: 'E0000001',
    searchLagMs: 0,
    activationMs: 0,
    challengeLifetimeMs: 300_000,
    maximumWebAuthnFactors: 10,
    pendingFactors: 'keep',
    requireResidentKey: false,
    rateLimitShare: 0.5,
    concurrencyLimit: 75,
  }
}

function webauthn(): OktaSettings['webauthn'] {
  return {
    id: 'autdemo1webauthn0000',
    status: 'ACTIVE',
    name: 'Passkey (FIDO2 WebAuthn)',
    settings: {
      userVerification: 'PREFERRED',
      userVerificationForVerify: 'PREFERRED',
      attachment: 'ANY',
      residentKeyRequirement: 'REQUIRED',
      certBasedAttestationValidation: false,
      hardwareProtected: false,
      fipsCompliant: false,
      allowSyncablePasskeys: true,
      showSignInWithAPasskeyButton: true,
      aaguidGroups: [],
      rpId: null,
    },
    hiddenSettings: [],
  }
}
