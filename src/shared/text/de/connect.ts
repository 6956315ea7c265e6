import type { ConnectWords } from '../connect-words.ts'

export const connectWords: ConnectWords = {
  connection: {
    title: 'Verbindung',
    detail: 'Über sie findet die Station Personen und registriert Schlüssel.',
    connected: {
      title: 'Mit {host} verbunden',
      detail: 'Sie bleibt auf diesem Computer, versiegelt vom Schlüsselspeicher des Systems.',
    },
    once: {
      title: 'Fürs Erste mit {host} verbunden',
      detail: 'Sie ließ sich hier nicht versiegeln. Geben Sie sie beim nächsten Start wieder an.',
    },
    simulated: {
      title: 'Mit einer simulierten Organisation verbunden',
      detail: 'Das ist {host}, und es gibt sie nur auf diesem Computer.',
    },
    none: {
      title: 'Keine Verbindung ist eingerichtet',
      detail: 'Die Schritte unten führen dahin, erst in Oktas Konsole, dann an diesem Computer.',
    },
    person: {
      label: 'Für eine bestimmte Person',
      hint: {
        detail: 'Ein Login, um zu prüfen, ob sie einen Schlüssel bekommt. Darf leer bleiben.',
      },
    },
    checks: {
      'sign-in': {
        title: 'Anmeldung prüfen',
        detail: 'Lässt Okta die Station herein, mit nicht mehr Rechten als nötig?',
      },
      api: {
        title: 'API prüfen',
        detail: 'Ist es die richtige Organisation, an der richtigen Adresse, zur richtigen Zeit?',
      },
      readiness: {
        title: 'Bereitschaft prüfen',
        detail: 'Lassen Oktas Einstellungen und Richtlinien Schlüssel ausgeben und benutzen?',
      },
    },
    checking: { word: 'Okta wird gefragt' },
    notYet: { detail: 'Es wurde noch nichts geprüft. Prüfen verändert bei Okta nichts.' },
    allFine: { word: 'alles in Ordnung' },
    oneOpen: { word: 'eines anzusehen' },
    someOpen: { word: '{count} anzusehen' },
    inOkta: { label: 'Wo: {where}' },
  },
  setUp: {
    title: 'Eine Verbindung einrichten',
    detail:
      'In Oktas Konsole, als Administrator. Die letzten zwei Schritte sind an diesem Computer.',
    steps: {
      app: {
        title: 'Eine Service-App anlegen',
        detail: 'Geben Sie ihr einen Namen, den man im Protokoll wiedererkennt.',
      },
      key: {
        title: 'Ihr einen Schlüssel geben',
        detail: 'RSA mit mindestens 2048 Bit, oder EC. Heben Sie ihn als PEM- oder JWK-Datei auf.',
      },
      proof: {
        title: 'Den Besitznachweis eingeschaltet lassen',
        detail: 'Okta schaltet ihn bei neuen Apps ein. Er bindet jedes Token an diese Station.',
      },
      scopes: {
        title: 'Die Scopes erteilen',
        detail: 'Das kann nur ein Super-Administrator.',
      },
      role: {
        title: 'Eine eigene Rolle zuweisen',
        detail: 'Mit einem Resource Set der Gruppen, die Schlüssel bekommen, und nur mit diesem:',
      },
      file: {
        title: 'Die Verbindungsdatei schreiben',
        detail: 'Speichern Sie sie als okta.json neben dem privaten Schlüssel, mit Ihren Werten:',
      },
      import: {
        title: 'Keydesk einmal geben',
        detail: 'Die Verbindung wird versiegelt aufbewahrt; die Datei wird nicht mehr gebraucht.',
      },
    },
    scopes: {
      users: { label: 'Personen finden, Schlüssel ausgeben' },
      groups: { label: 'Personen in Gruppen aufnehmen' },
      logs: { label: 'erfahren, was bei Okta geschieht' },
      report: { label: 'Einstellungen und Richtlinien sehen' },
    },
    roles: {
      find: { label: 'Personen finden' },
      keys: { label: 'Schlüssel anmelden, freigeben, löschen' },
      people: { label: 'nur zum Anlegen und Ändern von Personen' },
      suspend: { label: 'nur wenn inaktiv ausgesetzt heißt' },
      groups: { label: 'nur um in Gruppen aufzunehmen' },
    },
    more: {
      detail:
        'Die Read-only-Administratorrolle lässt die Prüfungen auch Einstellungen und Richtlinien sehen.',
    },
    scope: { label: 'Scope' },
    permission: { label: 'Recht' },
    purpose: { label: 'Wofür' },
  },
}
