import type { TroubleWords } from '../words.ts'
import { failures } from './failures.ts'
import { remedies } from './remedies.ts'

export const troubleWords: TroubleWords = {
  failures,
  remedies,
  faults: {
    file: {
      exists: { detail: 'A file of that name is already there.' },
      'no-folder': { detail: 'The folder is not there.' },
      'is-folder': { detail: 'That is a folder.' },
      denied: { detail: 'Nothing may be written there.' },
      full: { detail: 'The disk is full.' },
      'own-folder': { detail: 'That folder belongs to the station itself.' },
      other: { detail: 'The disk or the network drive did not take it.' },
    },
    backup: {
      'no-file': { detail: '{file} is not there.' },
      'is-folder': { detail: '{file} is a folder.' },
      unreadable: { detail: '{file} may not be read.' },
      'no-registry': { detail: '{file} is no back-up of a register.' },
      corrupt: { detail: '{file} is damaged.' },
      'part-missing': {
        detail: '{file} was copied while a station had it open, without the file beside it (-wal).',
      },
      newer: { detail: '{file} was written by a newer Keydesk.' },
      'foreign-rules': {
        detail: '{file} brings rules of its own, such as triggers, that no Keydesk made.',
      },
      'journal-broken': { detail: 'The journal in {file} was changed.' },
      'no-recovery': { detail: '{file} was written before a recovery key was made.' },
      'other-recovery-key': {
        detail: 'This is not the recovery key that {file} was written with.',
      },
      'other-station': { detail: '{file} is of another station: its journal has another key.' },
    },
    registry: {
      'read-only': {
        title: 'The register cannot be written',
        detail:
          'Its file or its folder may not be written to, and nothing is done without writing.',
      },
      full: {
        title: 'The disk is full',
        detail: 'Keydesk writes down each act before it tries it, and has no room for that.',
      },
      corrupt: {
        title: 'The register is damaged',
        detail: 'Its file is empty, damaged, or belongs to another program. It was left as it is.',
      },
      'part-missing': {
        title: 'A part of the register is missing',
        detail:
          'It lies in two files now, registry.sqlite and registry.sqlite-wal; one is not here.',
      },
      gone: {
        title: 'The register is gone',
        detail: 'Its file is not where it was. Copies of it still stand beside that place.',
      },
      newer: {
        title: 'The register is of a newer Keydesk',
        detail: 'This Keydesk does not know what a newer one has written.',
      },
      locked: {
        title: 'The register is in use',
        detail: 'Another station or another command has it open right now.',
      },
      'foreign-rules': {
        title: 'The register was tampered with',
        detail: 'It brings rules of its own, such as triggers. It was left as it is.',
      },
    },
    noConnection: { detail: 'The connection file holds something other than a connection.' },
    missing: {
      'another station': { detail: 'The demo cannot be connected. Start Keydesk without it.' },
      cancel: { detail: 'It cannot be stopped at this point.' },
      'sign-in in a browser': { detail: 'Nobody can sign in here, for no browser can be opened.' },
      proposal: { detail: 'There is no such change, or somebody has decided about it already.' },
      'sealed-pin': {
        detail: 'No PIN is kept for it: it was handed over, or chosen by the holder.',
      },
      'station-key': { detail: 'A demo keeps nothing, and has no key of its own.' },
      'new-station': {
        detail: 'A recovery key begins a station where there was none: here is one already.',
      },
      'journal-key': {
        detail:
          'The journal of this station is signed by a key file of its own (journal.key): a recovery key could not bring it back.',
      },
      simulator: { detail: 'There is no simulated key here.' },
      dialog: { detail: 'No file can be chosen here, for there is no window.' },
      'held-attestation': {
        detail: 'What was kept for the hand-over is not there, or unreadable.',
      },
      'current-pin': {
        detail: 'Nobody can type the PIN of the key here. Give it with --current-pin-file FILE.',
      },
      confirmation: { detail: 'Nobody can confirm it here. Confirm it with --yes.' },
      pin: { detail: 'Nobody can type a new PIN here. Give it with --pin-file FILE.' },
      'pin-file': { detail: 'The file with the PIN cannot be read.' },
    },
    trust: {
      unreadable: { detail: 'The file is not there, or cannot be read.' },
      unwritable: {
        detail: 'It could not be kept, for nothing can be written beside the register.',
      },
      'not-https': { detail: 'The address has to begin with https.' },
      unreachable: { detail: 'Nothing usable came from that address.' },
      'too-large': { detail: 'The file is larger than such a file can be.' },
      'no-certificate': { detail: 'The file holds no certificate, in neither PEM nor DER.' },
      'not-a-blob': {
        detail: 'The file is not the list of key models that the FIDO Alliance publishes.',
      },
      'untrusted-chain': {
        detail: 'The certificate of the signer leads to no authority that is known here.',
      },
      'expired-certificate': { detail: 'A certificate in it has expired.' },
      'other-signer': { detail: 'The list was signed by somebody other than the FIDO Alliance.' },
      signature: { detail: 'The signature is wrong: it was changed on the way.' },
      older: { detail: 'The list is older than the one that is here.' },
      missing: { detail: 'The file was here and is gone.' },
    },
  },
}
