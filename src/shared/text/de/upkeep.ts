import type { UpkeepWords } from '../upkeep-words.ts'

export const upkeepWords: UpkeepWords = {
  places: {
    audit: { label: 'Protokoll' },
    templates: { label: 'Vorlagen' },
    connection: { label: 'Verbindung' },
    'self-check': { label: 'Selbsttest' },
    settings: { label: 'Einstellungen' },
  },
  checkStates: {
    ok: { word: 'In Ordnung' },
    warning: { word: 'Ansehen' },
    problem: { word: 'Hindert die Ausgabe' },
    unknown: { word: 'Nicht angesehen' },
  },
  audit: {
    title: 'Protokoll',
    detail: 'Alles, was an dieser Station geschah, der Reihe nach. Nichts davon lässt sich ändern.',
    search: { label: 'Eintrag suchen', placeholder: { label: 'Login oder Seriennummer' } },
    procedure: { label: 'Vorgang' },
    everything: { label: 'Alles' },
    otherProcedures: {
      'hand-over-pin': { label: 'PIN übergeben' },
      'provider-event': { label: 'Bei Okta geändert' },
      recovery: { label: 'Nach Abbruch beendet' },
      export: { label: 'Export' },
      settings: { label: 'Einstellungen geändert' },
    },
    columns: {
      what: { label: 'Was geschah' },
      person: { label: 'Person' },
      key: { label: 'Schlüssel' },
      operator: { label: 'Bedient von' },
      outcome: { label: 'Ergebnis' },
    },
    done: { word: 'Erledigt' },
    stopped: { word: 'Abgebrochen' },
    empty: {
      title: 'Kein solcher Eintrag',
      detail: 'Suchen Sie nach weniger, oder wählen Sie jeden Vorgang.',
    },
    verifying: { word: 'Jeder Eintrag wird geprüft' },
    intact: {
      title: 'Das Protokoll ist unversehrt',
      detail:
        '{entries} Einträge folgen aufeinander, von dieser Station bis zum letzten unterschrieben.',
      setBack: {
        detail: 'Die Uhr der Station wurde {times}-mal zurückgestellt, zuerst bei Eintrag {seq}.',
      },
    },
    broken: {
      title: 'Das Protokoll ist nicht unversehrt',
      faults: {
        entry: { detail: 'Eintrag {seq} wurde geändert, verschoben oder entfernt.' },
        tail: { detail: 'Das Protokoll ging einmal weiter; ab Eintrag {seq} fehlt es.' },
        head: { detail: 'Das unterschriebene Ende bei Eintrag {seq} stimmt nicht.' },
        unsigned: {
          detail:
            'Ab Eintrag {seq} ist nichts unterschrieben: Die Station fand das Protokoll verändert vor, bevor sie weiterschrieb.',
        },
        key: {
          detail:
            'Das Protokoll ist nicht mit dem Schlüssel unterschrieben, den sich diese Station gemerkt hat.',
        },
        older: {
          detail:
            'Das ist eine ältere Kopie: Die Station erinnert sich an Eintrag {seq}, und es ist nicht der, der hier steht.',
        },
      },
      advice: {
        detail:
          'Sichern Sie das Register, wie es ist, und sagen Sie es der Sicherheitsstelle. Nur das Zurückspielen einer Sicherung beendet das.',
      },
    },
    exported: { title: 'Das Protokoll ist gespeichert', detail: 'Es steht in {file}' },
    entry: { label: 'Eintrag' },
    issuance: { title: 'Es gehört zu dieser Ausgabe' },
  },
  selfCheck: {
    title: 'Selbsttest',
    detail: 'Was diese Station zum Ausgeben braucht. Nachsehen verändert nichts.',
    checking: { word: 'Es wird nachgesehen' },
    fine: { title: 'Alles ist in Ordnung', detail: 'Diese Station kann Schlüssel ausgeben.' },
    notFine: {
      title: 'Etwas steht im Weg',
      detail: 'Tun Sie, was unten steht, und prüfen Sie dann noch einmal.',
    },
    items: {
      slots: { label: 'Anschlüsse', detail: 'Eingesteckte Schlüssel: {found}' },
      key: { label: 'Schlüssel', detail: 'Er lässt sich benutzen: {found}' },
      connection: { label: 'Verbindung', detail: 'Die Verbindung zu {found} ist eingerichtet.' },
      provider: { label: 'Okta', detail: 'Die Station findet Personen bei {found}' },
      registry: { label: 'Register', detail: 'Es lässt sich lesen und beschreiben.' },
      rows: { label: 'Einträge im Register', detail: 'Alle lassen sich lesen.' },
      'key-store': {
        label: 'Schlüsselspeicher',
        detail: 'PINs lassen sich auf diesem Computer versiegeln.',
      },
      journal: { label: 'Protokoll', detail: 'Das Protokoll ist unversehrt. Einträge: {found}' },
      'journal-key': {
        label: 'Protokollschlüssel',
        detail: 'Er liegt in einer Datei dieses Kontos, denn ein Schlüsselspeicher fehlt.',
      },
      trust: { label: 'Vertrauen', detail: 'Bekannte Hersteller und Modelle: {found}' },
    },
    noKey: {
      detail:
        'Kein Schlüssel steckt. Stecken Sie einen ein, um zu sehen, ob er sich benutzen lässt.',
    },
    oneKey: { detail: 'Ein Schlüssel steckt.' },
    journalBroken: {
      detail: 'Das Protokoll stimmt bei Eintrag {found} nicht. Prüfen Sie es unter Protokoll.',
    },
    trustUnreadable: { detail: 'Was als vertraut galt, lässt sich nicht mehr lesen: {found}' },
    manyUnreadable: { detail: 'So viele sind insgesamt nicht lesbar: {found}' },
    trustOverdue: {
      detail:
        'Die Liste der Modelle ist überfällig. Lesen Sie unter Einstellungen eine neuere ein.',
    },
  },
  access: {
    linux: {
      title: 'Diesem Konto Sicherheitsschlüssel erlauben',
      detail:
        'Ältere Linux-Systeme brauchen dafür eine Regel. Sie wird einmal im Terminal gesetzt.',
      steps: {
        first: {
          detail:
            'Gehen Sie in den Ordner mit der Regel („resources“ der App, „build“ des Quelltexts) und starten Sie:',
        },
        second: {
          detail:
            'Ziehen Sie den Schlüssel ab, stecken Sie ihn wieder ein und prüfen Sie noch einmal.',
        },
      },
    },
    win32: {
      title: 'Keydesk als Administrator starten',
      detail: 'Windows 10 ab 1903 und Windows 11 öffnen Sicherheitsschlüssel nur Administratoren.',
      steps: {
        first: {
          detail:
            'Schließen Sie Keydesk und wählen Sie im Startmenü mit der rechten Taste „Als Administrator ausführen“.',
        },
        second: { detail: 'Wo Sie das nicht dürfen, fragen Sie, wer diesen Computer betreut.' },
      },
    },
    darwin: {
      title: 'Herausfinden, was den Schlüssel festhält',
      detail: 'macOS verlangt für diesen Schlüssel selbst keine Erlaubnis. Etwas anderes hält ihn.',
      steps: {
        first: {
          detail:
            'Schließen Sie Browser und andere Programme, die ihn benutzen, und stecken Sie ihn neu ein.',
        },
        second: {
          detail:
            'Hilft das nicht, erlauben Sie Keydesk unter Datenschutz & Sicherheit die Eingabeüberwachung und starten es neu.',
        },
      },
    },
    other: {
      title: 'Diesem Konto den Zugriff geben',
      detail: 'Das System hält Sicherheitsschlüssel von gewöhnlichen Programmen fern.',
      steps: {
        first: {
          detail:
            'Lassen Sie FIDO-Sicherheitsschlüssel erlauben von dem, der diesen Computer betreut.',
        },
        second: {
          detail: 'Stecken Sie den Schlüssel dann neu ein und sehen Sie noch einmal nach.',
        },
      },
    },
  },
  settings: {
    title: 'Einstellungen',
    detail: 'Was für dieses Fenster und für diese Station gilt.',
    language: { title: 'Sprache', detail: 'Die dieses Fensters. Auch Briefe sind in ihr.' },
    languages: { en: { label: 'English' }, de: { label: 'Deutsch' } },
    look: { title: 'Aussehen', detail: 'Hell, dunkel, oder wie der Computer eingestellt ist.' },
    looks: {
      system: { label: 'Wie der Computer' },
      light: { label: 'Hell' },
      dark: { label: 'Dunkel' },
    },
    trust: {
      title: 'Vertraute Hersteller',
      detail: 'Wonach die Station sich richtet, wenn ein Schlüssel beweist, welches Modell er ist.',
      roots: { title: 'Zertifikate' },
      noRoots: { detail: 'Keines wurde hinzugefügt. Die Liste der Modelle bringt eigene mit.' },
      validTo: { label: 'gültig bis {date}' },
      metadata: { title: 'Liste der Modelle, von der FIDO Alliance' },
      signers: {
        detail: 'Ihre Signatur darf auch zu diesen hier hinzugefügten Zertifikaten führen:',
      },
      noMetadata: {
        detail: 'Keine wurde eingelesen. Ohne sie gilt kein Modell als bekannt unsicher.',
      },
      models: { label: 'Modelle' },
      number: { label: 'Ausgabe' },
      age: { label: 'Alter' },
      today: { word: 'von heute' },
      oneDay: { word: 'ein Tag' },
      days: { word: '{count} Tage' },
      nextUpdate: { label: 'Nächste Ausgabe' },
      overdue: {
        title: 'Diese Liste ist überfällig',
        detail: 'Eine neuere war am {date} fällig. Lesen Sie sie ein, um von Mängeln zu erfahren.',
      },
      unreadable: { title: 'Nicht mehr lesbar' },
      address: {
        label: 'Adresse der Liste',
        hint: { detail: 'Sie beginnt mit https. Die Unterschrift wird geprüft, bevor etwas gilt.' },
        notHttps: {
          detail: 'Tippen Sie eine Adresse, die mit https:// beginnt, ohne Leerzeichen.',
        },
      },
      fetch: { label: 'Von dieser Adresse einlesen' },
    },
    backup: {
      title: 'Sicherung',
      detail:
        'Eine Kopie des Registers, ganz und stimmig, auch während Schlüssel ausgegeben werden.',
      done: { title: 'Die Kopie ist gespeichert', detail: 'Sie liegt in {file}' },
      working: { word: 'Es wird kopiert' },
    },
    terminal: {
      title: 'Terminal',
      detail:
        'Seine Schlüsseldatei öffnet, was hier versiegelt ist, jedem, der die Dateien dieses Kontos lesen kann.',
      allowed: { detail: 'Das Terminal ist an dieser Station erlaubt.' },
      notAllowed: { detail: 'Das Terminal ist an dieser Station nicht erlaubt.' },
      only: {
        detail:
          'Das Terminal hat diese Station begonnen, und nur seine Schlüsseldatei öffnet sie hier.',
      },
    },
    recovery: {
      title: 'Wiederherstellungsschlüssel',
      detail:
        'Mit ihm und einer späteren Sicherung tritt ein anderer Computer an diese Stelle. Drucken, wegschließen, die Datei löschen.',
      done: { title: 'Der Schlüssel ist gespeichert', detail: 'Er liegt in {file}' },
    },
  },
}
