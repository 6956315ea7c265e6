import type { RemarkWords } from '../remark-words.ts'

export const remarkWords: RemarkWords = {
  remarks: {
    title: 'Remarks on this key',
    reasons: {
      'no-attestation': { detail: 'It did not prove which maker it comes from.' },
      'no-roots': { detail: 'No certificate that is trusted here could vouch for its model.' },
      'unverified-algorithm': {
        detail:
          'Its proof of its maker was signed with algorithm {algorithm}, so it was not verified.',
      },
      'untrusted-root': { detail: 'Its certificate leads to no maker that is trusted here.' },
      'expired-certificate': {
        detail: 'A certificate of its maker had run out by the time the key was issued.',
      },
      'expired-anchor': {
        detail: 'The root certificate of its maker has run out. It still counts for older models.',
      },
      'not-certified': { detail: 'The FIDO Alliance lists its model as not certified.' },
      'certified-lower': {
        detail: 'The FIDO Alliance certifies its model lower than before: {now} after {before}.',
      },
      retired: { detail: 'The FIDO Alliance lists its model as retired.' },
      'update-available': { detail: 'Its maker offers newer firmware for this model.' },
      'model-unknown': { detail: 'Its model is not in the list of the FIDO Alliance.' },
      'trust-problem': {
        detail:
          'Some of what is trusted here could not be read, so these remarks are incomplete: {file}',
      },
      'metadata-overdue': {
        detail: 'The list of models is old: a newer edition was due on {date}.',
      },
    },
    statuses: {
      REVOKED: { detail: 'The FIDO Alliance has revoked this model.' },
      USER_VERIFICATION_BYPASS: {
        detail: 'The FIDO Alliance reports that keys of this model can be used without their PIN.',
      },
      ATTESTATION_KEY_COMPROMISE: {
        detail: 'The FIDO Alliance reports that keys of this model can be forged.',
      },
      USER_KEY_REMOTE_COMPROMISE: {
        detail: 'The FIDO Alliance reports that keys of this model can be copied from afar.',
      },
      USER_KEY_PHYSICAL_COMPROMISE: {
        detail: 'The FIDO Alliance reports that whoever holds a key of this model can copy it.',
      },
    },
  },
}
