import type { AccessPolicy, EnrollmentPolicy, Policy } from '../organization/policy-records.ts'

interface SeedPolicies {
  readonly everyoneId: string
  readonly contractorsId: string
  readonly now: number
}

/** Contractors may not enroll keys; everybody else may. One app policy, phishing-resistant. */
export function seedPolicies(seed: SeedPolicies): Policy[] {
  return [contractors(seed), everyone(seed), phishingResistant(seed)]
}

function contractors({ contractorsId, now }: SeedPolicies): EnrollmentPolicy {
  return {
    id: '00pdemo1contractors0',
    type: 'MFA_ENROLL',
    name: 'Contractors',
    description: 'Password and e-mail only',
    status: 'ACTIVE',
    priority: 1,
    system: false,
    created: now,
    groups: [contractorsId],
    authenticators: [
      { key: 'okta_password', enroll: { self: 'REQUIRED' } },
      { key: 'webauthn', enroll: { self: 'NOT_ALLOWED' } },
    ],
    rules: [],
  }
}

function everyone({ everyoneId, now }: SeedPolicies): EnrollmentPolicy {
  return {
    id: '00pdemo1defaultenrol',
    type: 'MFA_ENROLL',
    name: 'Default Policy',
    description: 'The default policy applies in all situations if no other policy applies.',
    status: 'ACTIVE',
    priority: 2,
    system: true,
    created: now,
    groups: [everyoneId],
    authenticators: [
      { key: 'okta_password', enroll: { self: 'OPTIONAL' } },
      { key: 'okta_email', enroll: { self: 'OPTIONAL' } },
      { key: 'webauthn', enroll: { self: 'OPTIONAL' } },
    ],
    rules: [],
  }
}

function phishingResistant({ now }: SeedPolicies): AccessPolicy {
  return {
    id: 'rstdemo1accesspolicy',
    type: 'ACCESS_POLICY',
    name: 'Any two factors, phishing-resistant',
    description: 'Asks for a phishing-resistant possession factor',
    status: 'ACTIVE',
    priority: 1,
    system: false,
    created: now,
    rules: [
      {
        id: 'ruldemo1catchallrule',
        name: 'Catch-all Rule',
        priority: 99,
        status: 'ACTIVE',
        system: true,
        conditions: null,
        actions: {
          appSignOn: {
            access: 'ALLOW',
            verificationMethod: {
              type: 'ASSURANCE',
              factorMode: '2FA',
              reauthenticateIn: 'PT12H',
              constraints: [
                { possession: { phishingResistant: 'REQUIRED', hardwareProtection: 'OPTIONAL' } },
              ],
            },
          },
        },
      },
    ],
  }
}
