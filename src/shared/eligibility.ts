import type { PersonStatus } from './records.ts'

/** The standings in which Okta lets a factor be enrolled for a person (Factors API, user status). */
export const eligibleStatuses: readonly PersonStatus[] = Object.freeze([
  'ACTIVE',
  'PROVISIONED',
  'STAGED',
  'RECOVERY',
  'PASSWORD_EXPIRED',
])

/** Whether a key can be issued to a person of this standing. */
export function isEligible(status: PersonStatus): boolean {
  return eligibleStatuses.includes(status)
}
