import type { RunWords } from '../words.ts'

export const runWords: RunWords = {
  run: {
    rail: { label: 'Schritte' },
    seconds: { word: 'noch {seconds} s' },
    cancelled: { title: 'Abgebrochen', detail: 'Sie haben aufgehört, bevor es fertig war.' },
    insertThis: {
      title: '{expected} einstecken',
      detail: 'Es muss dieser Schlüssel sein. Lassen Sie ihn stecken, bis Sie ihn abziehen sollen.',
    },
  },
  steps: {
    'find-person': {
      label: 'Person',
      title: 'Die Person wird gesucht',
      stay: { detail: 'Die Person wird gerade gesucht. Das dauert nur einen Augenblick.' },
    },
    'find-issuance': {
      label: 'Register',
      title: 'Das Register wird gelesen',
      stay: { detail: 'Das Register wird gerade gelesen. Das dauert nur einen Augenblick.' },
    },
    'insert-key': {
      label: 'Schlüssel',
      title: 'Der Schlüssel wird gesucht',
      stay: { detail: 'Der Schlüssel wird gerade gesucht. Das dauert nur einen Augenblick.' },
    },
    'check-key': {
      label: 'Prüfen',
      title: 'Der Schlüssel wird geprüft',
      stay: { detail: 'Der Schlüssel wird gerade gelesen. Das dauert nur einen Augenblick.' },
    },
    'erase-key': {
      label: 'Löschen',
      title: 'Der Schlüssel wird gelöscht',
      stay: { detail: 'Der Schlüssel wird gelöscht. Ein Abbruch könnte ihn halb fertig lassen.' },
    },
    'set-pin': {
      label: 'PIN',
      title: 'Die PIN wird gesetzt',
      stay: { detail: 'Der Schlüssel hat noch keine PIN. Ein Abbruch ließe ihn ungeschützt.' },
    },
    'configure-key': {
      label: 'Einrichten',
      title: 'Der Schlüssel wird eingerichtet',
      stay: {
        detail: 'Der Schlüssel wird eingerichtet. Ein Abbruch könnte ihn halb fertig lassen.',
      },
    },
    'force-pin-change': {
      label: 'Eigene PIN',
      title: 'Der Schlüssel soll nach einer eigenen PIN fragen',
      stay: { detail: 'Der Schlüssel wird darauf eingestellt. Das dauert einen Moment.' },
    },
    'enroll-factor': {
      label: 'Okta',
      title: 'Der Schlüssel wird Okta angekündigt',
      stay: { detail: 'Okta erfährt gerade von dem Schlüssel. Das dauert einen Augenblick.' },
    },
    'create-credential': {
      label: 'Berühren',
      title: 'Die Anmeldung wird angelegt',
      stay: { detail: 'Der Schlüssel legt die Anmeldung an. Ein Abbruch ließe sie halb fertig.' },
    },
    'register-credential': {
      label: 'Registrieren',
      title: 'Okta registriert den Schlüssel',
      stay: { detail: 'Okta registriert gerade. Nach einem Abbruch wäre der Ausgang ungewiss.' },
    },
    'prove-credential': {
      label: 'Probe',
      title: 'Der neue Schlüssel wird erprobt',
      stay: { detail: 'Der neue Schlüssel wird erprobt. Das dauert nur einen Augenblick.' },
    },
    'revoke-former': {
      label: 'Alter Schlüssel',
      title: 'Okta entfernt den alten Schlüssel',
      stay: {
        detail: 'Okta entfernt den alten Schlüssel. Ein Abbruch ließe den Ausgang ungewiss.',
      },
    },
    activate: {
      label: 'Freigeben',
      title: 'Der Schlüssel wird freigegeben',
      stay: { detail: 'Er wird gerade freigegeben. Ein Abbruch ließe den Ausgang ungewiss.' },
    },
    inactivate: {
      label: 'Inaktiv',
      title: 'Der Schlüssel wird inaktiv gemacht',
      stay: { detail: 'Okta ändert es gerade. Ein Abbruch ließe den Ausgang ungewiss.' },
    },
    reactivate: {
      label: 'Wieder aktiv',
      title: 'Der Schlüssel wird wieder aktiv gemacht',
      stay: { detail: 'Okta ändert es zurück. Ein Abbruch ließe den Ausgang ungewiss.' },
    },
    revoke: {
      label: 'Widerrufen',
      title: 'Der Schlüssel wird widerrufen',
      stay: { detail: 'Okta entfernt den Schlüssel. Ein Abbruch ließe den Ausgang ungewiss.' },
    },
    'read-key': {
      label: 'Lesen',
      title: 'Der Schlüssel wird gelesen',
      stay: { detail: 'Was darauf ist, wird gerade gelesen. Das dauert nur einen Augenblick.' },
    },
    finish: {
      label: 'Abschluss',
      title: 'Übriges wird zu Ende geführt',
      stay: { detail: 'Es wird geklärt, wie es ausging. Das dauert nur einen Augenblick.' },
    },
  },
  stepStates: {
    pending: { word: 'offen' },
    current: { word: 'jetzt' },
    done: { word: 'erledigt' },
    skipped: { word: 'nicht nötig' },
    failed: { word: 'hier beendet' },
  },
  acts: {
    'insert-key': {
      title: 'Schlüssel einstecken',
      detail: 'Lassen Sie ihn stecken, bis Sie ihn abziehen sollen.',
    },
    'leave-one-key': {
      title: 'Nur einen Schlüssel stecken lassen',
      detail: '{count} Schlüssel stecken. Ziehen Sie die anderen ab.',
    },
    'remove-key': { title: 'Schlüssel abziehen', detail: 'Die Arbeit an ihm ist fertig.' },
    'reinsert-key': {
      title: 'Schlüssel abziehen und wieder einstecken',
      detail: 'Denselben Schlüssel am selben Platz. Berühren Sie ihn gleich danach.',
    },
    'touch-to-erase': {
      title: 'Zum Löschen den Schlüssel berühren',
      detail: 'Er blinkt, solange er wartet.',
    },
    'hold-to-erase': {
      title: 'Zum Löschen den Schlüssel halten',
      detail: 'Lassen Sie den Finger darauf, bis sich diese Anzeige ändert.',
    },
    'touch-to-create': {
      title: 'Jetzt den Schlüssel berühren',
      detail: 'Er blinkt und wartet auf Sie.',
    },
    'touch-to-prove': {
      title: 'Den Schlüssel noch einmal berühren',
      detail: 'Okta prüft, ob der neue Schlüssel funktioniert.',
    },
  },
  ask: {
    erase: {
      title: 'Diesen Schlüssel löschen?',
      detail: 'Alle Konten darauf und seine PIN sind dann weg. Das lässt sich nicht umkehren.',
      holder: {
        detail: 'Er wurde an {holder} ausgegeben und ist dort dann nicht mehr zu benutzen.',
      },
      blank: { detail: 'Er hat keine PIN. Was sonst auf ihm ist, ist dann endgültig weg.' },
      credentials: { detail: 'Anmeldungen auf ihm, die nicht hier angelegt wurden: {count}.' },
      field: { label: 'Zum Löschen „{word}“ eingeben' },
      confirmation: { word: 'löschen' },
      mismatch: { detail: 'Geben Sie „{word}“ ein, oder lassen Sie den Schlüssel, wie er ist.' },
    },
    pin: {
      title: 'Wählen Sie eine PIN für Ihren Schlüssel',
      detail: 'Sie brauchen sie bei jeder Benutzung. Niemand sonst sollte sie kennen.',
      lookAway: { detail: 'Am Schalter: Geben Sie {name} die Tastatur und sehen Sie weg.' },
      field: { label: 'Ihre PIN' },
      repeat: { label: 'Dieselbe PIN noch einmal' },
      rules: {
        length: { label: 'Mindestens {minimum} Zeichen' },
        bytes: { label: 'Höchstens {maximumBytes} Bytes' },
        text: { label: 'Nur Zeichen, die man tippen kann' },
        same: { label: 'Beide sind gleich' },
      },
      met: { word: 'erfüllt' },
      unmet: { word: 'noch nicht erfüllt' },
      notYet: { detail: 'Die PIN erfüllt noch nicht alle Regeln.' },
    },
    identify: {
      title: 'Welcher Schlüssel ist das?',
      detail:
        'Er sagt es nicht. Wählen Sie, was auf ihm ausgegeben wurde. Wird er danach gelöscht, gilt diese Ausgabe als widerrufen.',
      candidates: { title: 'Es kann einer von diesen sein' },
    },
    enterPin: {
      title: 'PIN des Schlüssels eingeben',
      detail: 'Die Person tippt sie selbst. Niemand sonst sollte sie sehen.',
      field: { label: 'PIN des Schlüssels' },
      empty: { detail: 'Geben Sie zuerst die PIN ein.' },
    },
  },
  done: {
    title: 'Der Schlüssel ist bereit',
    detail: '{name} kann sich ab jetzt damit anmelden.',
    handOver: { title: 'Zu übergeben' },
    giveKey: {
      title: 'Der Schlüssel',
      detail: 'Ziehen Sie ihn ab und übergeben Sie ihn an {name}.',
    },
    givePin: { title: 'Die PIN', detail: 'Zeigen Sie sie, wenn {name} bereit ist, sie zu lesen.' },
    ownPin: {
      title: 'Die PIN, die {name} gewählt hat',
      detail: 'Niemand sonst kennt sie, auch diese Station nicht.',
    },
    withPin: { detail: 'Übergeben Sie {name} den Schlüssel und seine PIN.' },
    waiting: {
      title: 'Der Schlüssel ist ausgegeben und wartet',
      detail: 'Niemand kann sich damit anmelden, bis er freigegeben ist.',
    },
    gates: {
      pin: { detail: 'Er ist freigegeben, wenn {name} die PIN hat.' },
      group: { detail: 'Beim Freigeben kommt {name} in die Gruppe {group}.' },
      challenge: { detail: 'Zum Freigeben bleiben {time}. Danach muss er neu ausgegeben werden.' },
    },
    others: { detail: 'Er ist für {count} Adressen registriert, mit derselben PIN.' },
    pinShown: {
      title: 'Die PIN für {name}',
      detail: 'Bestätigen Sie, wenn {name} sie hat. Danach vergisst die Station sie.',
    },
    pinGone: { detail: 'Sie wurde übergeben, und die Station hat sie vergessen.' },
    facts: {
      provider: { label: 'Organisation' },
      site: { label: 'Website' },
      authenticator: { label: 'Name bei Okta' },
      factor: { label: 'Faktor' },
      credential: { label: 'Anmeldung' },
      model: { label: 'Modell' },
      serial: { label: 'Seriennummer' },
      issuance: { label: 'Ausgabe' },
    },
  },
  failed: {
    person: { label: 'Für {name}' },
    key: { label: 'Der Schlüssel jetzt' },
    remedies: { title: 'Was zu tun ist' },
    somebody: { label: 'die Person' },
    code: { label: 'Code' },
    step: { label: 'Schritt' },
    request: { label: 'Anfrage bei Okta' },
    reason: { label: 'Grund' },
    attempts: {
      one: { detail: 'Ein Versuch ist übrig.' },
      several: { detail: '{count} Versuche sind übrig.' },
    },
    policy: { detail: 'Die Richtlinie heißt „{policy}“.' },
    again: { detail: 'Ab {time} Uhr nimmt Okta wieder Anfragen an.' },
    held: {
      named: { detail: 'Er heißt „{name}“.' },
      since: { detail: 'Es gibt ihn dort seit {date}.' },
    },
    demands: {
      'user-verification': {
        detail: 'Okta nimmt nur Schlüssel, die eine PIN oder einen Fingerabdruck prüfen.',
      },
      fips: { detail: 'Okta nimmt nur Schlüssel, die nach FIPS 140 zertifiziert sind.' },
      biometrics: {
        detail: 'Okta nimmt nur Schlüssel, die Fingerabdrücke lesen und dazu eine PIN haben.',
      },
    },
  },
  rowKinds: {
    issuances: { word: 'Ausgabe' },
    templates: { word: 'Vorlage' },
    keys: { word: 'Schlüssel' },
    people: { word: 'Person' },
    proposals: { word: 'Änderung bei Okta' },
    cursors: { word: 'Stelle im Protokoll von Okta' },
  },
  fileFaults: {
    missing: { detail: 'Es gibt keine Datei {file}.' },
    folder: { detail: '{file} ist ein Ordner, keine Datei.' },
    unreadable: {
      detail: 'Dieses Konto darf {file} nicht lesen, oder der Datenträger gibt sie nicht her.',
    },
    'too-large': { detail: '{file} ist größer als jede Datei dieser Art.' },
    'not-text': {
      detail: '{file} ist kein lesbarer Text (UTF-8, oder UTF-16 mit Byte-Order-Mark).',
    },
    'no-recovery-key': {
      detail:
        'Keine Zeile in {file} ist ein Wiederherstellungsschlüssel, oder es ist verschrieben.',
    },
    'not-json': {
      detail: '{file} ist Text, aber kein JSON: Vielleicht fehlt ein Komma oder eine Klammer.',
    },
  },
  capabilities: {
    'resident-key': { word: 'Platz für Passkeys' },
    'client-pin': { word: 'Schutz durch eine PIN' },
    'pin-permission': { word: 'Anmeldungen mit seiner PIN' },
    touch: { word: 'eine Stelle zum Berühren' },
    es256: { word: 'ES256-Signaturen' },
    'free-space': { word: 'ein freier Platz' },
    reset: { word: 'Löschen über USB' },
    'minimum-pin-length': { word: 'eine Mindestlänge der PIN' },
    'force-pin-change': { word: 'ein Zwang zur PIN-Änderung' },
    'always-uv': { word: 'die PIN bei jeder Benutzung' },
    'enterprise-attestation': { word: 'signierte Seriennummer' },
    'credential-protection': { word: 'Anmeldungen hinter der PIN' },
  },
  keyStates: {
    none: {
      detail: 'Mit keinem Schlüssel ist etwas geschehen.',
      person: { detail: 'Niemand hat einen Schlüssel bekommen.' },
    },
    untouched: {
      detail: 'Er ist, wie er war. Nichts wurde auf ihn geschrieben.',
      person: { detail: 'Dieser Schlüssel wurde nicht ausgegeben.' },
    },
    'revoked-credential': {
      detail:
        'Seine Anmeldung wurde bei Okta entfernt, auf dem Schlüssel ist sie noch. Geben Sie ihn neu aus.',
      person: {
        detail: 'Mit diesem Schlüssel geht keine Anmeldung bei Okta, bis er neu ausgegeben ist.',
      },
    },
    erased: {
      detail: 'Er ist leer: keine PIN, keine Konten.',
      person: { detail: 'Es wurde kein Schlüssel ausgegeben.' },
    },
    'pin-set': {
      detail: 'Er hat eine PIN, aber kein Konto. Vor der Ausgabe muss er gelöscht werden.',
      person: { detail: 'Es wurde noch kein Schlüssel ausgegeben.' },
    },
    'pin-set-not-empty': {
      detail:
        'Er hat eine neue PIN, und was vorher auf ihm war, ist noch da. Eine PIN von Keydesk ist verwahrt.',
      person: { detail: 'Dieser Schlüssel ging an niemanden.' },
    },
    'pin-changed': {
      detail: 'Er hat seine neue PIN. Alles andere auf ihm ist, wie es war.',
      person: { detail: 'Ab jetzt gilt die neue PIN.' },
    },
    'unregistered-credential': {
      detail:
        'Er hält eine Anmeldung, die Okta nicht kennt. Vor der Ausgabe muss er gelöscht werden.',
      person: { detail: 'Kein Schlüssel wurde ausgegeben. Mit diesem geht keine Anmeldung.' },
    },
    'registered-credential': {
      detail: 'Er hält eine Anmeldung, die Okta annimmt. Verwahren Sie ihn sicher.',
      person: { detail: 'Dieser Schlüssel ist registriert, nur die letzte Probe fehlt.' },
    },
    unknown: {
      detail: 'Es ist ungewiss, was er enthält. Übergeben Sie ihn erst, wenn das geklärt ist.',
      person: { detail: 'Auf diesen Schlüssel ist kein Verlass, bis er neu ausgegeben ist.' },
    },
  },
  unfinishedActs: {
    erasing: { detail: 'Unterbrochen, während der Schlüssel gelöscht wurde.' },
    'setting-pin': { detail: 'Unterbrochen, während die PIN gesetzt wurde.' },
    'changing-pin': { detail: 'Unterbrochen, während die PIN geändert wurde.' },
    'handing-over': { detail: 'Unterbrochen, während die PIN ausgehändigt wurde.' },
    configuring: { detail: 'Unterbrochen, während der Schlüssel eingerichtet wurde.' },
    enrolling: { detail: 'Unterbrochen, während Okta von dem Schlüssel erfuhr.' },
    creating: { detail: 'Unterbrochen, während der Schlüssel die Anmeldung anlegte.' },
    registering: { detail: 'Unterbrochen, während Okta den Schlüssel registrierte.' },
    activating: { detail: 'Unterbrochen, während der Schlüssel freigegeben wurde.' },
    inactivating: { detail: 'Unterbrochen, während der Schlüssel inaktiv gemacht wurde.' },
    reactivating: { detail: 'Unterbrochen, während der Schlüssel wieder aktiv gemacht wurde.' },
    deleting: { detail: 'Unterbrochen, während die alte Registrierung entfernt wurde.' },
  },
}
