import type { FailureCause, FailureCode, RefusalRemedy, RegistryFault } from '../failure.ts'
import type { RemedyName } from './remedy-name.ts'

/** What can be done about a failure, in order; the first is the default. */
export type Remedies = readonly [RemedyName, ...RemedyName[]]

/** What can be done about this failure. */
export function remediesOf(cause: FailureCause): Remedies {
  if (cause.code === 'provider-refused' && cause.remedy) return afterRefusal[cause.remedy]
  if (cause.code === 'key-below-policy' && cause.demand === 'user-verification') {
    return ['choose-checking-template', 'ask-administrator']
  }
  if (cause.code === 'provider-rate-limited' && cause.retryAt !== null) return ['wait-till-then']
  if (cause.code === 'registry-unavailable') return registryRemedies[cause.reason]
  if (cause.code === 'backup-unusable' && cause.reason === 'part-missing') {
    return ['bring-both-files', 'choose-another-backup', 'restore-part']
  }
  return byCode[cause.code]
}

/** What a provider's own code leaves to do. */
const afterRefusal: { readonly [R in RefusalRemedy]: Remedies } = {
  'check-details': ['correct-details', 'ask-administrator'],
  'check-person-status': ['ask-directory', 'choose-another-person'],
  'unlock-person': ['unlock-account', 'choose-another-person'],
  'wait-for-activation': ['wait-some-minutes'],
  'password-policy': ['check-password-policy', 'ask-administrator'],
  'change-at-source': ['change-at-source', 'ask-administrator'],
  'enable-in-okta': ['enable-in-okta', 'ask-administrator'],
  'policy-protects': ['change-protecting-policy', 'ask-administrator'],
  'find-person-again': ['choose-another-person', 'ask-directory'],
  'report-fault': ['start-again', 'report-code'],
}

const byCode: { readonly [C in FailureCode]: Remedies } = {
  'person-not-found': ['choose-another-person', 'ask-for-account'],
  'person-not-eligible': ['ask-directory', 'choose-another-person'],
  'person-protected': ['ask-super-administrator', 'ask-administrator', 'choose-another-person'],
  'too-many-factors': ['remove-old-factors', 'choose-another-person'],
  'enrollment-not-allowed': ['change-enrollment-policy', 'choose-another-person'],
  'one-key-only': ['revoke-held-key', 'choose-another-person'],
  'no-key': ['insert-and-start-again', 'take-another-key'],
  'several-keys': ['leave-one-key'],
  'different-key': ['insert-its-key'],
  'key-changed': ['start-again', 'take-another-key'],
  'key-access-denied': ['allow-access'],
  'key-removed': ['insert-and-start-again', 'take-another-key'],
  'key-unreachable': ['reinsert-key', 'take-another-key'],
  'key-busy': ['close-other-program', 'reinsert-key'],
  'key-silent': ['reinsert-key', 'take-another-key'],
  'key-answer-invalid': ['take-another-key', 'report-code'],
  'key-refused': ['reinsert-key', 'take-another-key', 'report-code'],
  'key-u2f-only': ['take-another-key'],
  'key-lacks': ['take-another-key'],
  'key-not-blank': ['take-another-key', 'choose-erasing-template'],
  'key-holds-credentials': ['take-another-key', 'choose-erasing-template'],
  'erase-not-confirmed': ['allow-erasing', 'take-another-key'],
  'key-already-enrolled': ['take-another-key', 'choose-another-person'],
  'reset-too-late': ['reinsert-to-erase', 'take-another-key'],
  'touch-timeout': ['touch-sooner', 'take-another-key'],
  'key-unrecognised': ['say-which-key', 'look-at-issuance'],
  'key-unknown': ['issue-as-new', 'take-another-key'],
  'key-being-replaced': ['take-another-key'],
  'model-not-allowed': ['take-allowed-model', 'choose-another-template'],
  'key-below-policy': ['take-demanded-key', 'ask-administrator'],
  'pin-too-short': ['choose-another-pin'],
  'pin-too-long': ['choose-another-pin'],
  'pin-not-text': ['choose-another-pin'],
  'pin-policy': ['choose-another-pin'],
  'pin-wrong': ['start-again', 'erase-blocked-key'],
  'pin-blocked-until-reinserted': ['reinsert-key'],
  'pin-blocked': ['erase-blocked-key', 'take-another-key'],
  'pin-missing': ['issue-as-new', 'insert-its-key'],
  'pin-change-required': ['change-pin-first'],
  'provider-not-connected': ['connect-provider'],
  'connection-invalid': ['mend-connection-file'],
  'provider-unreachable': ['check-network', 'wait-for-provider'],
  'certificate-unknown': ['trust-authority', 'ask-network'],
  'certificate-invalid': ['set-clock', 'open-in-browser', 'ask-network'],
  'no-tls': ['mend-connection-file', 'ask-network'],
  'proxy-answered': ['open-in-browser', 'ask-network'],
  'proxy-sign-in': ['name-at-proxy', 'ask-network'],
  'proxy-unreachable': ['check-proxy', 'ask-network'],
  'provider-sign-in-refused': ['check-sign-in', 'set-clock'],
  'provider-denied': ['grant-permission', 'ask-administrator'],
  'provider-refused': ['ask-administrator', 'start-again'],
  'provider-rate-limited': ['wait-a-minute'],
  'provider-outage': ['wait-for-provider'],
  'provider-answer-invalid': ['start-again', 'ask-administrator'],
  'ceremony-rejected': ['start-again', 'ask-administrator'],
  'ceremony-expired': ['start-again'],
  'factor-not-found': ['start-again', 'ask-administrator'],
  'factor-suspended': ['end-suspension', 'look-at-issuance'],
  'attestation-invalid': ['take-another-key', 'report-code'],
  'attestation-untrusted': ['take-another-key', 'choose-another-template'],
  'attestation-unverified': ['take-another-key', 'choose-another-template'],
  'attestation-not-kept': ['look-at-issuance'],
  'proof-failed': ['start-again', 'take-another-key'],
  'issuance-not-found': ['look-at-issuance'],
  'row-unreadable': ['restore-backup', 'verify-journal'],
  'issuance-in-use': ['wait-for-other-station'],
  'issuance-taken-over': ['look-at-issuance', 'start-again'],
  'wrong-state': ['look-at-issuance'],
  'still-uncertain': ['insert-its-key', 'wait-a-minute', 'look-at-issuance'],
  'run-in-progress': ['finish-other-run'],
  'input-invalid': ['start-again', 'report-code'],
  'not-available': ['start-again'],
  'file-not-read': ['choose-another-file'],
  'file-not-written': ['choose-another-place'],
  'backup-unusable': ['choose-another-backup'],
  'join-refused': ['restore-backup'],
  'trust-refused': ['get-it-anew'],
  'secrets-unavailable': ['unlock-key-store'],
  'terminal-not-admitted': ['allow-terminal'],
  'station-key-missing': ['put-station-key-back', 'restore-with-recovery-key'],
  'registry-unavailable': ['restore-backup', 'report-code'],
  internal: ['start-again', 'report-code'],
}

const registryRemedies: { readonly [R in RegistryFault]: Remedies } = {
  'read-only': ['make-registry-writable'],
  full: ['make-room'],
  corrupt: ['restore-backup', 'report-code'],
  'part-missing': ['bring-both-files', 'restore-backup', 'restore-part'],
  gone: ['restore-backup'],
  newer: ['update-keydesk'],
  locked: ['wait-for-other-station'],
  'foreign-rules': ['restore-backup', 'report-code'],
  other: ['restore-backup', 'report-code'],
}

/** These lead back to the desk; every other remedy ends with the same person again. */
const atTheDesk: readonly RemedyName[] = [
  'choose-another-person',
  'ask-directory',
  'ask-for-account',
  'remove-old-factors',
  'connect-provider',
  'mend-connection-file',
  'issue-as-new',
  'change-pin-first',
  'look-at-issuance',
  'change-enrollment-policy',
  'revoke-held-key',
  'unlock-account',
  'end-suspension',
]

export function leadsToDesk(remedy: RemedyName): boolean {
  return atTheDesk.includes(remedy)
}
