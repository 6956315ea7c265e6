import type { RemarkWords } from '../remark-words.ts'

export const remarkWords: RemarkWords = {
  remarks: {
    title: 'Anmerkungen zu diesem Schlüssel',
    reasons: {
      'no-attestation': { detail: 'Er hat nicht bewiesen, von welchem Hersteller er stammt.' },
      'no-roots': {
        detail: 'Kein Zertifikat, dem hier vertraut wird, konnte für sein Modell bürgen.',
      },
      'unverified-algorithm': {
        detail:
          'Sein Herstellernachweis ist mit Algorithmus {algorithm} unterschrieben und wurde nicht geprüft.',
      },
      'untrusted-root': {
        detail: 'Sein Zertifikat führt zu keinem Hersteller, dem hier vertraut wird.',
      },
      'expired-certificate': {
        detail: 'Ein Zertifikat seines Herstellers war bei der Ausgabe abgelaufen.',
      },
      'expired-anchor': {
        detail:
          'Das Stammzertifikat seines Herstellers ist abgelaufen. Für ältere Modelle gilt es weiter.',
      },
      'not-certified': { detail: 'Die FIDO Alliance führt sein Modell als nicht zertifiziert.' },
      'certified-lower': {
        detail:
          'Die FIDO Alliance zertifiziert sein Modell niedriger als zuvor: {now} nach {before}.',
      },
      retired: { detail: 'Die FIDO Alliance führt sein Modell als zurückgezogen.' },
      'update-available': {
        detail: 'Sein Hersteller bietet für dieses Modell neuere Firmware an.',
      },
      'model-unknown': { detail: 'Sein Modell steht nicht in der Liste der FIDO Alliance.' },
      'trust-problem': {
        detail:
          'Einiges, dem hier vertraut wird, ließ sich nicht lesen. Die Anmerkungen sind darum unvollständig: {file}',
      },
      'metadata-overdue': {
        detail: 'Die Liste der Modelle ist alt: Eine neuere war am {date} fällig.',
      },
    },
    statuses: {
      REVOKED: { detail: 'Die FIDO Alliance hat dieses Modell gesperrt.' },
      USER_VERIFICATION_BYPASS: {
        detail: 'Laut FIDO Alliance lassen sich Schlüssel dieses Modells ohne ihre PIN benutzen.',
      },
      ATTESTATION_KEY_COMPROMISE: {
        detail: 'Laut FIDO Alliance lassen sich Schlüssel dieses Modells fälschen.',
      },
      USER_KEY_REMOTE_COMPROMISE: {
        detail: 'Laut FIDO Alliance lassen sich Schlüssel dieses Modells aus der Ferne kopieren.',
      },
      USER_KEY_PHYSICAL_COMPROMISE: {
        detail:
          'Laut FIDO Alliance kann kopieren, wer einen Schlüssel dieses Modells in Händen hat.',
      },
    },
  },
}
