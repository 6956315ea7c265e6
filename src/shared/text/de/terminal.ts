import type { TerminalWords } from '../terminal-words.ts'

export const terminalWords: TerminalWords = {
  usage: {
    'no-command': { detail: 'Einen Befehl „{name}“ gibt es nicht.' },
    'too-many-words': { detail: '„{word}“ ist ein Wort zu viel.' },
    'no-option': { detail: 'Eine Option „{option}“ gibt es nicht.' },
    'needs-value': { detail: 'Auf {option} muss ein Wert folgen.' },
    'takes-no-value': { detail: '{option} steht allein, ohne Wert.' },
    language: { detail: '--language ist en oder de.' },
    format: { detail: '--format ist jsonl oder csv.' },
    separator: { detail: '--separator ist comma, semicolon oder tab.' },
    'separator-without-csv': { detail: '--separator gehört zu --format csv.' },
    'attestation-out': {
      detail: '--attestation-out FILE gehört zu issuances, gefolgt von der Id einer Ausgabe.',
    },
    'not-a-proxy': {
      detail: '{name} muss aussehen wie http://proxy.example.com:8080.',
    },
    'no-authorities': { detail: '{name} nennt eine Datei, die nicht lesbar ist: {file}.' },
    number: { detail: '{option} ist eine ganze Zahl.' },
    'wait-too-long': { detail: '--wait ist höchstens 86400 Sekunden, also ein Tag.' },
    'key-address': { detail: '--key ist udp:127.0.0.1:PORT.' },
    'too-long': { detail: '{what} ist länger als die möglichen {most} Zeichen.' },
    'no-email': { detail: '„{email}“ ist keine E-Mail-Adresse. Geben Sie eine mit --email an.' },
    'empty-name': { detail: '{option} ist leer.' },
    'person-needed': { detail: 'issue braucht --person LOGIN.' },
    'new-person': { detail: 'Eine neue Person braucht --first-name und --last-name.' },
    'issuance-needed': {
      detail: '{command} braucht die Id einer Ausgabe, --person LOGIN oder --serial NUMBER.',
    },
    'pin-out-needed': { detail: 'hand-over braucht --pin-out FILE, eine neue Datei für die PIN.' },
    'several-issuances': {
      detail: 'Gemeint sein können mehrere: {ids}. Geben Sie die Id von einer an.',
    },
    'connection-or-demo': { detail: 'Geben Sie --connection an oder eine Demo, nicht beides.' },
    'data-is-memory': { detail: '--data ist ein Ordner.' },
    'data-is-no-folder': { detail: '{file}, angegeben mit --data, ist kein Ordner.' },
    'two-pin-files': {
      detail:
        '--pin-out ist für eine PIN, die die Station macht; mit --pin-file haben Sie sie schon.',
    },
    'pin-is-made': {
      detail: 'Mit --template hand-over macht die Station die PIN: kein --pin-file.',
    },
    'pin-is-typed': {
      detail: 'Mit --template walk-in wird die PIN getippt und nicht verwahrt: kein --pin-out.',
    },
    'no-file': { detail: 'Eine Datei {file} gibt es nicht.' },
    'is-folder': { detail: '{file} ist ein Ordner.' },
    unreadable: { detail: '{file} darf nicht gelesen werden.' },
    'file-exists': { detail: '{file} ist schon da und wird nicht überschrieben.' },
    'not-writable': { detail: '{file} lässt sich nicht anlegen. {why}' },
    'no-registry': { detail: 'In {file} ist kein Register.' },
    'same-folder': { detail: '{file} ist die Station selbst oder enthält sie.' },
    'no-template': { detail: 'Eine Vorlage „{id}“ gibt es nicht. Es gibt: {all}.' },
    'no-json': { detail: '{file} ist kein JSON.' },
    'template-wrong': { detail: 'In der Vorlage in {file} stimmt etwas nicht. {why}' },
    'word-needed': { detail: 'Auf {command} folgt die Id einer Vorlage.' },
    'file-needed': { detail: 'Auf {command} folgt eine Datei.' },
    'no-folder': { detail: 'Einen Ordner {file} gibt es nicht.' },
    'folder-needed': { detail: 'Auf {command} folgt ein Ordner.' },
    'reason-needed': { detail: 'restore braucht --reason TEXT; es steht im Protokoll.' },
    'one-of': { detail: 'Auf {command} folgt eines von: {all}.' },
  },
  seeHelp: { detail: '„station help“ sagt, was es gibt.' },
  help: {
    title: 'Keydesk, die Station ohne Fenster.',
    procedures: { label: 'Vorgänge' },
    which: {
      detail:
        'Statt ISSUANCE (Id einer Ausgabe): --person LOGIN oder --serial NUMBER, wenn das eindeutig ist.',
    },
    looking: { label: 'Nachsehen' },
    keeping: { label: 'Verwalten' },
    edges: { label: 'Welcher Schlüssel, welche Organisation' },
    pins: { label: 'Die PIN steht nie in der Befehlszeile' },
    more: { label: 'Außerdem' },
    networks: {
      detail:
        'Netze: HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE und NODE_EXTRA_CA_CERTS gelten (docs/okta.md).',
    },
    exit: {
      detail:
        'Rückgabewert: 0 fertig, 1 nicht gelungen (der Code wird genannt), 2 falsch aufgerufen, 130 abgebrochen.',
    },
    rows: {
      issue: { label: 'einer Person einen Schlüssel ausgeben' },
      'set-pin': { label: 'die Person ändert die erste PIN in eine eigene' },
      activate: { label: 'ab jetzt kann die Person sich damit anmelden' },
      inactivate: { label: 'niemand kann sich damit anmelden, bis das zurückgenommen wird' },
      reactivate: { label: 'nimmt das zurück' },
      revoke: { label: 'endgültig; der Schlüssel wird geleert, wenn er steckt' },
      'reset-pin': {
        label: 'eine bekannte PIN ändern; --forgotten: den Schlüssel löschen und neu ausgeben',
      },
      replace: { label: 'ein anderer Schlüssel für dieselbe Person; der alte wird widerrufen' },
      whose: { label: 'wem der Schlüssel gehört; --credentials: was darauf ist' },
      erase: { label: 'wieder leer; was darauf ausgegeben war, wird widerrufen' },
      unfinished: {
        label:
          'was nach einem Absturz offen blieb; mit ISSUANCE: zu Ende führen (--without-key: der Schlüssel ist weg)',
      },
      'hand-over': { label: 'die versiegelte PIN, einmal, in die Datei von --pin-out' },
      keys: { label: 'die Schlüssel, die stecken' },
      check: { label: 'was der eine Schlüssel über sich sagt' },
      issuances: {
        label:
          'was ausgegeben wurde; mit TEXT beginnt Login, Name, Seriennummer oder Anmeldung; mit ISSUANCE und --attestation-out FILE: was ihr Schlüssel dabei zeigte',
      },
      readiness: { label: 'was in der Organisation eine Ausgabe verhindern würde, und was hilft' },
      events: {
        label: 'was bei Okta mit Schlüsseln geschah; --apply ID, --dismiss ID entscheiden',
      },
      templates: { label: 'wie Schlüssel ausgegeben werden; show ID, save FILE, retire ID' },
      trust: {
        label:
          'welchen Herstellern getraut wird; add-roots FILE, import-metadata FILE|URL (FIDO), add-metadata-roots FILE',
      },
      'audit-list': { label: 'das Protokoll, Neuestes zuerst (--limit NUMBER)' },
      'audit-verify': {
        label: 'ob das Protokoll verändert wurde, und wo; --against FOLDER: auch gegen Prüfpunkte',
      },
      'audit-export': {
        label:
          'das Protokoll (--out FILE; --format jsonl, oder csv für eine Tabelle: --separator comma|semicolon|tab)',
      },
      'audit-checkpoints': {
        label: 'dort Beweise des Protokolls hinterlassen, stündlich und bei jedem Schließen',
      },
      backup: { label: 'eine ganze Kopie des Registers, in eine neue Datei' },
      'recovery-key': {
        label:
          'ein Schlüssel für Papier: mit ihm und einer Kopie tritt ein anderer Computer an ihre Stelle',
      },
      restore: {
        label:
          'diese Kopie an seine Stelle (--reason TEXT; wo nichts begonnen wurde auch --recovery-key DATEI oder --from-another-station); was dort war, bleibt aufgehoben',
      },
      join: {
        label:
          'die Station in FOLDER in diese aufnehmen (ohne FOLDER: die des Terminals in die des Fensters); nichts geht verloren, FOLDER wird beiseitegelegt',
      },
      key: { label: 'ein virtueller Schlüssel an diesem UDP-Port statt USB' },
      connection: { label: 'die Organisation: eine Verbindungsdatei' },
      demo: { label: 'ein simulierter Schlüssel und ein nachgebildetes Okta' },
      'demo-okta': { label: 'das nachgebildete Okta, mit dem Schlüssel, der da ist' },
      'on-key': {
        label:
          'was auf einem Schlüssel ist, der es nicht verrät (oder seine PIN: --current-pin-file)',
      },
      'pin-file': { label: 'die erste Zeile von FILE ist die PIN („-“ ist die Standardeingabe)' },
      'current-pin-file': { label: 'dasselbe für die PIN, die der Schlüssel jetzt hat' },
      'pin-out': {
        label: 'die erzeugte PIN in eine neue Datei schreiben, die nur Sie lesen können',
      },
      template: {
        label:
          'walk-in: getippte PIN; hand-over: zufällige Ziffern, die versiegelt bleiben; oder eine eigene (ohne: hand-over, mit --pin-file walk-in)',
      },
      'erase-option': { label: 'den Schlüssel löschen, wenn er nicht leer ist' },
      yes: { label: 'dem zustimmen, wonach sonst gefragt würde' },
      'new-person': {
        label: 'eine neue Person (--email, sonst das Login), wo die Vorlage Personen anlegt',
      },
      wait: { label: 'wie lange auf genau einen Schlüssel gewartet wird (ohne: gar nicht)' },
      data: { label: 'der Ordner des Registers' },
      language: { label: 'en oder de (ohne: die Sprache dieses Computers)' },
      json: { label: 'ein JSON-Objekt je Zeile, in jeder Sprache dasselbe' },
    },
  },
  failures: {
    'secrets-unavailable': {
      title: 'Versiegeltes lässt sich hier nicht öffnen',
      detail:
        'Versiegelt hat es eine andere Schlüsseldatei (terminal.key) oder eine Station mit Fenster.',
    },
    'input-invalid': {
      title: 'So lässt sich der Befehl nicht ausführen',
      detail: 'Was er für {paths} angibt, hat nicht die nötige Form.',
    },
  },
  remedies: {
    'start-again': { detail: 'Starten Sie den Befehl noch einmal.' },
    'choose-another-person': { detail: 'Beginnen Sie noch einmal mit einem anderen Login.' },
    'insert-and-start-again': {
      detail: 'Stecken Sie den Schlüssel ein und beginnen Sie neu; --wait SECONDS wartet auf ihn.',
    },
    'choose-erasing-template': {
      detail: 'Geben Sie --erase an, mit einer Vorlage, die nicht leere Schlüssel löscht.',
    },
    'reinsert-to-erase': {
      detail: 'Ziehen Sie ihn ab, beginnen Sie neu mit --wait 60 und stecken Sie ihn dann ein.',
    },
    'allow-erasing': { detail: 'Darf er gelöscht werden, beginnen Sie neu mit --erase.' },
    'say-which-key': {
      detail:
        'Geben Sie beim nächsten Mal seine PIN an (--current-pin-file) oder was auf ihm ist (--on-key).',
    },
    'erase-blocked-key': {
      detail:
        'Ist sie verloren: station reset-pin --forgotten löscht den Schlüssel und gibt ihn neu aus.',
    },
    'connect-provider': {
      detail: 'Nennen Sie die Organisation: --connection FILE. Oder versuchen Sie --demo.',
    },
    'mend-connection-file': {
      detail:
        'Berichtigen Sie das und beginnen Sie noch einmal; ein Beispiel steht in docs/okta.md.',
    },
    'name-at-proxy': {
      detail: 'Geben Sie beides an: HTTPS_PROXY=http://NAME:PASSWORT@PROXY:PORT.',
    },
    'check-proxy': { detail: 'Prüfen Sie den Proxy, den HTTPS_PROXY nennt.' },
    'ask-network': { detail: 'Fragen Sie, wer das Netz verwaltet, und nennen Sie den Code unten.' },
    'ask-administrator': {
      detail: 'Fragen Sie, wer Okta verwaltet, und nennen Sie den Code unten.',
    },
    'finish-other-run': { detail: 'Warten Sie, bis der andere Befehl fertig ist.' },
    'report-code': { detail: 'Wenn es wieder geschieht, melden Sie den Code unten.' },
    'change-pin-first': { detail: 'Ändern Sie sie (station set-pin) und beginnen Sie dann neu.' },
    'issue-as-new': { detail: 'Geben Sie ihn als neuen aus: station issue --person LOGIN.' },
    'choose-another-template': {
      detail: 'Wählen Sie mit --template ID eine andere; „station templates“ zeigt sie.',
    },
    'look-at-issuance': { detail: 'Sehen Sie zuerst nach: station issuances LOGIN.' },
    'unlock-key-store': { detail: 'Legen Sie die Schlüsseldatei zurück, die es versiegelt hat.' },
    'bring-both-files': {
      detail: 'Bringen Sie beide Dateien, oder das, was „station backup“ beim Register schreibt.',
    },
    'verify-journal': {
      detail: 'Prüfen Sie, ob auch das Protokoll unversehrt ist: station audit verify.',
    },
    'restore-backup': {
      detail: 'Holen Sie eine Sicherung zurück: station restore FILE --reason TEXT.',
    },
    'choose-another-backup': {
      detail:
        'Geben Sie eine Datei an, die „station backup“ oder das Fenster einer Station schrieb.',
    },
    'restore-with-recovery-key': {
      detail: 'Holen Sie eine zurück: station restore DATEI --reason TEXT --recovery-key DATEI.',
    },
    'restore-part': {
      detail:
        'Ohne die zweite: station restore FILE --reason TEXT --yes. Was nur in ihr stand, ist dann verloren.',
    },
  },
  code: { label: 'Code: {code}' },
  outputLost: {
    detail:
      'Die Ausgabe ließ sich nicht schreiben: Der Datenträger ist voll, oder die Datei darf nicht wachsen.',
  },
  prompts: {
    currentPin: { label: 'PIN des Schlüssels' },
    newPin: { label: 'Neue PIN' },
    newPinAgain: { label: 'Neue PIN noch einmal' },
    notSame: { detail: 'Die beiden sind nicht gleich.' },
    serial: { label: 'Seriennummer {serial}' },
    which: { label: 'Nummer eingeben, none für keinen davon, oder unknown für unbekannt' },
    whichOrPin: {
      label:
        'Nummer eingeben, pin für seine PIN, none für keinen davon, oder unknown für unbekannt',
    },
    erase: { label: 'Um alles darauf zu löschen, „{word}“ eingeben' },
    change: { label: 'Zum Fortfahren „{word}“ eingeben' },
    confirmation: {
      inactivate: { word: 'inaktiv' },
      reactivate: { word: 'aktiv' },
      revoke: { word: 'widerrufen' },
      replace: { word: 'ersetzen' },
    },
  },
  issued: {
    to: { detail: 'Ausgegeben an {name} ({login}, {id}).' },
    organization: { label: '{provider}, RP-ID {rpId}' },
    others: { label: 'und Ausgabe' },
    pinFile: { label: 'in {file}' },
    pinGone: { label: 'mit der Demo verschwunden; --pin-out FILE hebt sie auf' },
    pinSealed: { label: 'versiegelt; zum Übergeben: {command}' },
    waits: { detail: 'Er wartet auf die Übergabe: Noch kann sich niemand damit anmelden.' },
  },
  labels: {
    key: { label: 'Schlüssel' },
    pin: { label: 'PIN' },
    product: { label: 'Produkt' },
    now: { label: 'Jetzt' },
    before: { label: 'Früher' },
    perhaps: { label: 'Vielleicht' },
    remark: { label: 'Hinweis' },
    holds: { label: 'Darauf' },
    pinMustChange: { word: 'gesetzt, muss geändert werden' },
  },
  notes: {
    simulated: { detail: 'SIMULIERT: Nichts davon erreicht eine echte Organisation.' },
    signIn: { detail: 'Melden Sie sich mit einem Browser dieses Computers bei Okta an:' },
    cannotStop: {
      detail: 'Gerade lässt sich das nicht abbrechen. Es hört auf, sobald es geht.',
    },
    noKey: { detail: 'Kein Sicherheitsschlüssel steckt.' },
    noneUnfinished: { detail: 'Nichts ist unbeendet.' },
    noneIssued: { detail: 'Es wurde noch nichts ausgegeben.' },
    noIssuances: { detail: 'Es wurde nichts ausgegeben, was so beginnt.' },
    more: { detail: '{count} weitere; --limit NUMBER zeigt mehr davon.' },
    nothingHappened: {
      detail: 'Bei Okta ist nichts geschehen, was ausgegebene Schlüssel betrifft.',
    },
    decided: { detail: 'Entschieden und ins Protokoll geschrieben.' },
    nothingTrusted: { detail: 'Noch wird niemandem getraut.' },
    retired: { detail: 'Die Vorlage {id} wird nicht mehr angeboten.' },
    handedOver: { detail: 'Die PIN ist in {file} und nicht mehr im Register.' },
    recoveryKey: {
      detail:
        'Ein Wiederherstellungsschlüssel liegt in {file}. Drucken Sie ihn, schließen Sie ihn weg, und löschen Sie die Datei; sichern Sie danach das Register.',
    },
    copied: { detail: 'Das Register wurde nach {file} kopiert.' },
    keyFile: {
      detail:
        'Was darin versiegelt ist, öffnet nur die Schlüsseldatei (terminal.key) neben dem Register.',
    },
    restored: { detail: 'Das Register wurde aus {file} zurückgeholt.' },
    keptBefore: { detail: 'Was vorher da war, ist in {file}.' },
    exported: { detail: 'Das Protokoll ist in {file}.' },
    attestation: { detail: 'Was der Schlüssel bei der Ausgabe zeigte, ist in {file}.' },
    simulatedFactor: { detail: 'Das nachgebildete Okta hat den Faktor {id}: {status}.' },
    papers: { detail: 'Brief und Etikett werden nur aus dem Fenster gedruckt, nicht von hier.' },
    twoStations: {
      detail:
        'Hier sind zwei Stationen: die des Terminals in {terminal} und die des Fensters in {window}. „station join“ vereint sie.',
    },
    joined: {
      detail: 'Die beiden Stationen sind eine, in {folder}. Hinzugekommene Ausgaben: {issuances}.',
    },
    joinedArchive: { detail: 'Das aufgenommene Register liegt ganz in {file}.' },
    joinedAside: { detail: 'Sein Ordner ist jetzt {folder}.' },
  },
  audit: {
    by: { label: 'durch {operator}' },
    intact: { detail: 'Unversehrt: {entries} Einträge, unterschrieben bis zum letzten.' },
    entry: { detail: 'NICHT UNVERSEHRT: Eintrag {seq} wurde verändert, verschoben oder entfernt.' },
    tail: { detail: 'NICHT UNVERSEHRT: Die Einträge ab {seq} fehlen.' },
    head: { detail: 'NICHT UNVERSEHRT: Das unterschriebene Ende bei Eintrag {seq} stimmt nicht.' },
    unsigned: {
      detail: 'NICHT UNVERSEHRT: Ab Eintrag {seq} ist nichts unterschrieben, es war verändert.',
    },
    key: {
      detail: 'NICHT UNVERSEHRT: Es ist nicht mit dem Schlüssel dieser Station unterschrieben.',
    },
    older: {
      detail:
        'NICHT UNVERSEHRT: eine ältere Kopie, denn die Station kennt einen anderen Eintrag {seq}.',
    },
    setBack: { detail: 'Die Uhr wurde {times}-mal zurückgestellt, zuerst bei Eintrag {seq}.' },
    noneCompared: { detail: 'In {folder} ist kein Prüfpunkt dieser Station.' },
    compared: { detail: 'Verglichene Prüfpunkte: {compared}.' },
    takenBack: { detail: 'ZURÜCKGENOMMEN: Es gab einen anderen Eintrag {seq}.' },
    restoredAt: {
      detail: 'Eintrag {seq} wurde durch das Zurückholen bei Eintrag {restoredAt} zurückgenommen.',
    },
    notSigned: { detail: 'Nicht von dieser Station unterschrieben: {file}.' },
    checkpoints: { detail: 'Prüfpunkte kommen nach {folder}: stündlich und beim Schließen.' },
  },
  restore: {
    another: {
      detail:
        'Sie ist von einer anderen Station ({origin}): Was dort versiegelt wurde, vor allem PINs, fehlt.',
    },
    until: { detail: 'Die Sicherung endet mit Eintrag {seq} des Protokolls.' },
    takesBack: { detail: 'Sie nimmt zurück, was danach kam, bis Eintrag {seq}:' },
    lost: { label: '{seq}  {what}' },
    confirmation: { word: 'zurückholen' },
  },
  join: {
    plan: {
      detail:
        'Aus {from} nach {into}: {issuances} Ausgaben, {keys} Schlüssel, {people} Personen, {templates} Vorlagen; das Protokoll dort hat {entries} Einträge.',
    },
    confirmation: { word: 'vereinen' },
  },
  readiness: {
    marks: {
      ok: { word: 'gut' },
      warning: { word: 'Achtung' },
      problem: { word: 'PROBLEM' },
      unknown: { word: 'unbekannt' },
    },
    inOkta: { label: 'In Okta: {where}' },
  },
  trust: {
    root: { label: 'Zertifikat von {name}, gültig bis {validTo}' },
    metadataRoot: { label: 'Unterschreibt auch FIDOs Liste: {name}, gültig bis {validTo}' },
    metadata: {
      label:
        'FIDO-Liste {number}: {models} Modelle, {ageDays} Tage alt, die nächste ist am {nextUpdate} fällig',
    },
    overdue: { word: 'ÜBERFÄLLIG' },
    problem: { word: 'PROBLEM' },
  },
  templateVersion: { label: 'Fassung {version}' },
}
