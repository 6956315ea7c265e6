import type { TroubleWords } from '../words.ts'
import { failures } from './failures.ts'
import { remedies } from './remedies.ts'

export const troubleWords: TroubleWords = {
  failures,
  remedies,
  faults: {
    file: {
      exists: { detail: 'Eine Datei dieses Namens ist schon da.' },
      'no-folder': { detail: 'Den Ordner gibt es nicht.' },
      'is-folder': { detail: 'Das ist ein Ordner.' },
      denied: { detail: 'Dort darf nichts geschrieben werden.' },
      full: { detail: 'Der Datenträger ist voll.' },
      'own-folder': { detail: 'Dieser Ordner gehört der Station selbst.' },
      other: { detail: 'Der Datenträger oder das Netzlaufwerk hat sie nicht angenommen.' },
    },
    backup: {
      'no-file': { detail: 'Eine Datei {file} gibt es nicht.' },
      'is-folder': { detail: '{file} ist ein Ordner.' },
      unreadable: { detail: '{file} darf nicht gelesen werden.' },
      'no-registry': { detail: '{file} ist keine Sicherung eines Registers.' },
      corrupt: { detail: '{file} ist beschädigt.' },
      'part-missing': {
        detail:
          '{file} wurde kopiert, während eine Station sie offen hatte, ohne die Datei daneben (-wal).',
      },
      newer: { detail: '{file} stammt von einem neueren Keydesk.' },
      'foreign-rules': {
        detail: '{file} bringt eigene Regeln mit, etwa Trigger, die kein Keydesk gemacht hat.',
      },
      'no-recovery': {
        detail: '{file} entstand, bevor es einen Wiederherstellungsschlüssel gab.',
      },
      'other-recovery-key': {
        detail: 'Das ist nicht der Wiederherstellungsschlüssel, mit dem {file} entstand.',
      },
      'journal-broken': { detail: 'Das Protokoll in {file} wurde verändert.' },
      'other-station': {
        detail: '{file} ist von einer anderen Station: Das Protokoll hat einen anderen Schlüssel.',
      },
    },
    registry: {
      'read-only': {
        title: 'Das Register lässt sich nicht beschreiben',
        detail:
          'In seine Datei oder seinen Ordner darf nicht geschrieben werden. Ohne das geht nichts.',
      },
      full: {
        title: 'Der Datenträger ist voll',
        detail: 'Keydesk schreibt jeden Schritt auf, bevor es ihn tut. Dafür fehlt der Platz.',
      },
      corrupt: {
        title: 'Das Register ist beschädigt',
        detail:
          'Seine Datei ist leer, beschädigt oder von einem anderen Programm. Sie blieb, wie sie ist.',
      },
      'part-missing': {
        title: 'Ein Teil des Registers fehlt',
        detail:
          'Es liegt gerade in zwei Dateien, registry.sqlite und registry.sqlite-wal. Eine davon fehlt.',
      },
      gone: {
        title: 'Das Register ist verschwunden',
        detail: 'Seine Datei ist nicht mehr an ihrem Platz. Kopien von ihm stehen noch daneben.',
      },
      newer: {
        title: 'Das Register stammt von einem neueren Keydesk',
        detail: 'Was ein neueres geschrieben hat, kennt dieses Keydesk nicht.',
      },
      locked: {
        title: 'Das Register ist in Gebrauch',
        detail: 'Eine andere Station oder ein anderer Befehl hat es gerade offen.',
      },
      'foreign-rules': {
        title: 'Am Register wurde etwas verändert',
        detail: 'Es bringt eigene Regeln mit, etwa Trigger. Es bleibt, wie es ist.',
      },
    },
    noConnection: { detail: 'Die Verbindungsdatei enthält etwas anderes als eine Verbindung.' },
    missing: {
      'another station': {
        detail: 'Die Simulation lässt sich nicht verbinden. Starten Sie Keydesk ohne sie.',
      },
      cancel: { detail: 'An dieser Stelle lässt es sich nicht abbrechen.' },
      'sign-in in a browser': {
        detail: 'Hier kann sich niemand anmelden, denn es lässt sich kein Browser öffnen.',
      },
      proposal: {
        detail: 'Diese Änderung gibt es nicht, oder es wurde schon über sie entschieden.',
      },
      'sealed-pin': {
        detail: 'Dafür ist keine PIN verwahrt: Sie wurde übergeben oder selbst gewählt.',
      },
      'station-key': { detail: 'Eine Demo behält nichts und hat keinen eigenen Schlüssel.' },
      'new-station': {
        detail:
          'Ein Wiederherstellungsschlüssel beginnt eine Station, wo keine war: Hier ist schon eine.',
      },
      'journal-key': {
        detail:
          'Das Protokoll dieser Station wird mit einer eigenen Schlüsseldatei unterzeichnet (journal.key): Ein Wiederherstellungsschlüssel brächte es nicht zurück.',
      },
      simulator: { detail: 'Hier gibt es keinen simulierten Schlüssel.' },
      dialog: { detail: 'Hier lässt sich keine Datei wählen, denn es gibt kein Fenster.' },
      'held-attestation': {
        detail: 'Was für die Übergabe verwahrt war, fehlt oder ist nicht lesbar.',
      },
      'current-pin': {
        detail: 'Hier kann niemand die PIN tippen. Geben Sie sie mit --current-pin-file FILE an.',
      },
      confirmation: { detail: 'Hier kann niemand zustimmen. Stimmen Sie mit --yes zu.' },
      pin: {
        detail: 'Hier kann niemand eine neue PIN tippen. Geben Sie sie mit --pin-file FILE an.',
      },
      'pin-file': { detail: 'Die Datei mit der PIN ist nicht lesbar.' },
    },
    trust: {
      unreadable: { detail: 'Die Datei gibt es nicht, oder sie ist nicht lesbar.' },
      unwritable: {
        detail: 'Neben dem Register lässt sich nichts schreiben, also nichts aufheben.',
      },
      'not-https': { detail: 'Die Adresse muss mit https beginnen.' },
      unreachable: { detail: 'Von dieser Adresse kam nichts Brauchbares.' },
      'too-large': { detail: 'Die Datei ist größer, als eine solche Datei sein kann.' },
      'no-certificate': {
        detail: 'Die Datei enthält kein Zertifikat, weder als PEM noch als DER.',
      },
      'not-a-blob': {
        detail: 'Die Datei ist nicht die Modellliste, die die FIDO Alliance herausgibt.',
      },
      'untrusted-chain': {
        detail:
          'Das Zertifikat dessen, der unterschrieb, führt zu keiner Stelle, die hier bekannt ist.',
      },
      'expired-certificate': { detail: 'Ein Zertifikat darin ist abgelaufen.' },
      'other-signer': {
        detail: 'Unterschrieben hat die Liste jemand anders als die FIDO Alliance.',
      },
      signature: { detail: 'Die Unterschrift stimmt nicht: Die Liste wurde unterwegs verändert.' },
      older: { detail: 'Die Liste ist älter als die, die schon da ist.' },
      missing: { detail: 'Die Datei war da und ist verschwunden.' },
    },
  },
}
