import type { Words } from '../words.ts'

export const failures: Words['failures'] = {
  'person-not-found': {
    title: 'Niemand gefunden',
    detail: 'Niemand im Verzeichnis hat den Namen oder das Login „{query}“.',
  },
  'person-not-eligible': {
    title: 'Diese Person kann jetzt keinen Schlüssel bekommen',
    detail: 'Okta führt {login} als „{status}“. {standing}',
  },
  'person-protected': {
    title: 'Okta lässt diese Station nichts an dieser Person ändern',
    detail:
      '{login} ist Administrator von Okta oder außerhalb der Gruppen, für die die Rolle der Station gilt.',
  },
  'too-many-factors': {
    title: 'Kein Platz für noch einen Schlüssel',
    detail: '{login} hat schon {maximum} Schlüssel oder Passkeys. Mehr lässt Okta nicht zu.',
  },
  'enrollment-not-allowed': {
    title: 'Okta erlaubt dieser Person keinen Schlüssel',
    detail: 'Die Registrierungsrichtlinie für {login} lässt keine Sicherheitsschlüssel zu.',
  },
  'one-key-only': {
    title: 'Okta erlaubt dieser Person nur einen Schlüssel',
    detail: '{login} hat bei Okta schon einen Schlüssel, und einen zweiten nimmt Okta nicht an.',
  },
  'no-key': {
    title: 'Kein Schlüssel eingesteckt',
    detail: 'Es steckt kein Sicherheitsschlüssel.',
  },
  'several-keys': {
    title: 'Mehr als ein Schlüssel eingesteckt',
    detail: '{count} Schlüssel stecken, und es ist nicht klar, welcher gemeint ist.',
  },
  'different-key': {
    title: 'Das ist ein anderer Schlüssel',
    detail: 'Es steckt ein anderer Schlüssel als der, um den es geht.',
  },
  'key-changed': {
    title: 'Der Schlüssel ist nicht mehr, wie er war',
    detail: 'Seit er geprüft wurde, wurde etwas auf ihm ausgegeben, oder er bekam eine PIN.',
  },
  'key-access-denied': {
    title: 'Dieser Computer gibt den Schlüssel nicht frei',
    detail: 'Der Schlüssel ist da, aber der Zugriff auf ihn wurde verweigert.',
  },
  'key-removed': {
    title: 'Der Schlüssel wurde zu früh abgezogen',
    detail: 'Die Arbeit an ihm war noch nicht fertig.',
  },
  'key-unreachable': {
    title: 'Der Schlüssel ist nicht erreichbar',
    detail: 'Der Schlüssel steckt, aber die Verbindung zu ihm ist gescheitert.',
  },
  'key-busy': {
    title: 'Ein anderes Programm benutzt den Schlüssel',
    detail: 'Ein Browserfenster oder ein anderes Programm spricht gerade mit ihm.',
  },
  'key-silent': {
    title: 'Der Schlüssel antwortet nicht',
    detail: 'Er steckt, aber er hat aufgehört zu antworten.',
  },
  'key-answer-invalid': {
    title: 'Die Antwort des Schlüssels ist unbrauchbar',
    detail: 'Keydesk traut nicht, was dieser Schlüssel geschickt hat, und hat aufgehört.',
  },
  'key-refused': {
    title: 'Der Schlüssel hat abgelehnt',
    detail: 'Er hat nicht getan, worum er gebeten wurde.',
  },
  'key-u2f-only': {
    title: 'Dieses Modell kann kein FIDO2',
    detail: 'Der Schlüssel kennt nur U2F, den älteren Standard, und kann nicht ausgegeben werden.',
  },
  'key-lacks': {
    title: 'Dieses Modell ist nicht geeignet',
    detail: 'Dem Schlüssel fehlt, was diese Vorlage braucht: {capability}.',
  },
  'key-not-blank': {
    title: 'Der Schlüssel ist nicht leer',
    detail: 'Er ist schon in Gebrauch, und diese Vorlage löscht keine Schlüssel.',
  },
  'key-holds-credentials': {
    title: 'Auf dem Schlüssel sind fremde Anmeldungen',
    detail:
      'Er hatte keine PIN, enthält aber Anmeldungen, die nicht hier angelegt wurden: {count}.',
  },
  'erase-not-confirmed': {
    title: 'Niemand hat dem Löschen zugestimmt',
    detail: 'Was auf dem Schlüssel ist, ginge verloren. Das muss jemand bestätigen.',
  },
  'key-already-enrolled': {
    title: 'Dieser Schlüssel ist schon registriert',
    detail: 'Okta kennt ihn bereits für {login}.',
  },
  'reset-too-late': {
    title: 'So lässt sich der Schlüssel nicht mehr löschen',
    detail: 'Löschen lässt er sich nur in den ersten zehn Sekunden nach dem Einstecken.',
  },
  'touch-timeout': {
    title: 'Der Schlüssel wurde nicht rechtzeitig berührt',
    detail: 'Er hat auf eine Berührung gewartet und dann aufgegeben.',
  },
  'key-unknown': {
    title: 'Keydesk kennt diesen Schlüssel nicht',
    detail: 'Im Register steht nichts, was auf ihm ausgegeben wurde.',
  },
  'key-unrecognised': {
    title: 'Niemand konnte sagen, wessen Schlüssel das ist',
    detail: 'Er sagt nicht, was auf ihm ist. Ausgegebene Schlüssel, die in Frage kommen: {count}.',
  },
  'key-being-replaced': {
    title: 'Das ist der Schlüssel, der ersetzt wird',
    detail: 'Der neue muss ein anderer sein.',
  },
  'model-not-allowed': {
    title: 'Dieses Modell ist nicht zugelassen',
    detail: 'Die Vorlage nennt das Modell dieses Schlüssels nicht: {aaguid}',
  },
  'key-below-policy': {
    title: 'Okta verlangt mehr von einem Schlüssel',
    detail: 'Okta hat diesen Schlüssel nicht angenommen. {demand}',
  },
  'pin-too-short': {
    title: 'Die PIN ist zu kurz',
    detail: 'Dieser Schlüssel verlangt mindestens {minimum} Zeichen.',
  },
  'pin-too-long': {
    title: 'Die PIN ist zu lang',
    detail: 'Dieser Schlüssel nimmt höchstens {maximumBytes} Bytes. Umlaute zählen doppelt.',
  },
  'pin-not-text': {
    title: 'Die PIN hat ein Zeichen, das nicht geht',
    detail: 'Nehmen Sie Buchstaben, Ziffern und Zeichen, die jede Tastatur hat.',
  },
  'pin-policy': {
    title: 'Der Schlüssel nimmt diese PIN nicht an',
    detail: 'Sie ist ihm zu einfach. Vermeiden Sie Wiederholungen und Reihenfolgen.',
  },
  'pin-wrong': {
    title: 'Die PIN ist falsch',
    detail: 'Der Schlüssel hat die PIN nicht angenommen.',
  },
  'pin-blocked-until-reinserted': {
    title: 'Die PIN ist vorerst gesperrt',
    detail: 'Nach drei falschen PINs wartet der Schlüssel, bis er neu eingesteckt wird.',
  },
  'pin-blocked': {
    title: 'Die PIN ist endgültig gesperrt',
    detail: 'Kein Versuch ist übrig. Nur nach dem Löschen ist der Schlüssel wieder brauchbar.',
  },
  'pin-missing': {
    title: 'Der Schlüssel hat keine PIN',
    detail: 'Es gibt keine einzugeben und keine zu ändern. Er bekommt sie bei der Ausgabe.',
  },
  'pin-change-required': {
    title: 'Zuerst muss die PIN geändert werden',
    detail: 'Der Schlüssel nimmt seine jetzige PIN nur, um sie zu ändern.',
  },
  'provider-not-connected': {
    title: 'Nicht mit Okta verbunden',
    detail: 'Keydesk braucht eine Verbindung zu Okta, um Schlüssel auszugeben.',
  },
  'connection-invalid': {
    title: 'Die Verbindungsdatei ist unbrauchbar',
    detail: 'Der Eintrag „{field}“ der Verbindungsdatei fehlt oder stimmt nicht.',
  },
  'provider-unreachable': {
    title: 'Okta ist nicht erreichbar',
    detail: 'Von diesem Computer führt kein Weg zu {host}.',
  },
  'certificate-unknown': {
    title: 'Der Verbindung zu Okta ist nicht zu trauen',
    detail:
      'Das Zertifikat, das für {host} gezeigt wird, stammt von einer Stelle, die dieser Computer nicht kennt: {reason}',
  },
  'certificate-invalid': {
    title: 'Das Zertifikat für Oktas Adresse gilt nicht',
    detail:
      'Das für {host} gezeigte ist abgelaufen, widerrufen oder gilt für einen anderen Namen: {reason}',
  },
  'no-tls': {
    title: 'Unter der Adresse von Okta antwortet etwas anderes',
    detail: 'Was unter {host} antwortet, spricht kein TLS, wie es https verlangt: {reason}',
  },
  'proxy-answered': {
    title: 'Statt Okta hat etwas anderes geantwortet',
    detail: 'Auf dem Weg zu {host} hat ein Proxy oder eine Firewall geantwortet: {reason}',
  },
  'proxy-sign-in': {
    title: 'Der Proxy verlangt Namen und Passwort',
    detail: 'Der Proxy auf dem Weg zu {host} lässt niemanden durch, der nicht angemeldet ist.',
  },
  'proxy-unreachable': {
    title: 'Der Proxy ist nicht erreichbar',
    detail: 'Der Weg zu {host} führt über einen Proxy, und der antwortet nicht.',
  },
  'provider-sign-in-refused': {
    title: 'Okta nimmt die Anmeldung der Station nicht an',
    detail: 'Okta hat die Anmeldedaten der Station nicht angenommen.',
  },
  'provider-denied': {
    title: 'Die Station darf das bei Okta nicht',
    detail: 'Sie ist angemeldet, aber ihr fehlt dafür ein Recht.',
  },
  'provider-refused': {
    title: 'Okta hat abgelehnt',
    detail: 'Okta hat die Anfrage nicht angenommen: {summary}',
  },
  'provider-rate-limited': {
    title: 'Okta bittet um Geduld',
    detail: 'In kurzer Zeit kamen zu viele Anfragen bei Okta an.',
  },
  'provider-outage': {
    title: 'Okta hat eine Störung',
    detail: 'Okta ist erreichbar, kann aber gerade nicht arbeiten.',
  },
  'provider-answer-invalid': {
    title: 'Die Antwort von Okta ist unbrauchbar',
    detail: 'Ihr fehlt, was Keydesk braucht. Deshalb wurde aufgehört.',
  },
  'ceremony-rejected': {
    title: 'Okta hat den neuen Schlüssel nicht angenommen',
    detail: 'Der Schlüssel hat seinen Teil getan, aber Okta wies die Registrierung ab.',
  },
  'ceremony-expired': {
    title: 'Die Registrierung hat zu lange gedauert',
    detail: 'Okta wartet einige Minuten auf einen neuen Schlüssel. Diese Zeit ist um.',
  },
  'factor-not-found': {
    title: 'Die Registrierung ist bei Okta verschwunden',
    detail: 'Vielleicht hat sie dort inzwischen jemand entfernt.',
  },
  'factor-suspended': {
    title: 'Der Schlüssel ist bei Okta vorübergehend gesperrt',
    detail:
      'Jemand hat den Schlüssel von {login} bei Okta gesperrt. Nur dort lässt sich die Sperre aufheben.',
  },
  'attestation-invalid': {
    title: 'Der Schlüssel konnte nicht zeigen, was er ist',
    detail: 'Sein Zertifikat passt nicht zu ihm.',
  },
  'attestation-not-kept': {
    title: 'Es wurde kein Herstellernachweis aufbewahrt',
    detail:
      'Nur Vorlagen, die ihn festhalten, bewahren auf, was ein Schlüssel bei der Ausgabe zeigte.',
  },
  'attestation-untrusted': {
    title: 'Der Hersteller lässt sich nicht bestätigen',
    detail: 'Das Zertifikat führt zu keinem Hersteller, dem diese Vorlage traut.',
  },
  'attestation-unverified': {
    title: 'Keydesk kann nicht prüfen, was der Schlüssel über sich sagt',
    detail: 'Der Algorithmus {algorithm}, mit dem er unterschreibt, wird hier nicht geprüft.',
  },
  'proof-failed': {
    title: 'Der Schlüssel hat die Probe nicht bestanden',
    detail: 'Eine Anmeldung mit ihm ist zur Probe nicht gelungen.',
  },
  'issuance-not-found': {
    title: 'Nicht im Register',
    detail: 'Das Register hat diese Ausgabe nicht oder nicht mehr.',
  },
  'row-unreadable': {
    title: 'Ein Eintrag im Register ist nicht lesbar',
    detail:
      'Bei {id} ({kind}) ist „{column}“ nicht, wie die Station es schrieb. Damit wurde nichts getan.',
  },
  'issuance-in-use': {
    title: 'Eine andere Station bearbeitet diesen Schlüssel',
    detail: 'Er ist gerade an {station} in Arbeit.',
  },
  'issuance-taken-over': {
    title: 'Eine andere Station hat übernommen',
    detail: 'Diese hat zu lange nichts geschrieben. Was aus der Ausgabe wurde, steht im Register.',
  },
  'wrong-state': {
    title: 'Das geht in diesem Stand nicht',
    detail: 'Im Register steht der Schlüssel als: {state}. {ways}',
  },
  'still-uncertain': {
    title: 'Der Ausgang ist noch immer ungewiss',
    detail: 'Bekannt ist: {act}',
  },
  'run-in-progress': {
    title: 'Es ist schon ein Schlüssel in Arbeit',
    detail: 'Dieser Platz bearbeitet einen Schlüssel nach dem anderen.',
  },
  'input-invalid': {
    title: 'Die Anfrage wurde nicht verstanden',
    detail: 'Etwas darin hat nicht die Form, die es haben soll: {paths}.',
  },
  'not-available': {
    title: 'Gerade nicht möglich',
    detail: 'Das kann die Station nicht. {why}',
  },
  'file-not-read': { title: 'Die Datei ließ sich nicht lesen', detail: '{why}' },
  'file-not-written': {
    title: 'Die Datei ließ sich nicht schreiben',
    detail: 'Nach {file} wurde nichts geschrieben. {why}',
  },
  'backup-unusable': {
    title: 'Das lässt sich nicht zurückholen',
    detail: 'Das Register ist, wie es war. {why}',
  },
  'join-refused': {
    title: 'Die beiden Stationen wurden nicht vereint',
    detail: 'Beide Register sind, wie sie waren. Das Protokoll in {file} wurde verändert.',
  },
  'trust-refused': {
    title: 'Das wurde nicht übernommen',
    detail: 'Was vorher galt, gilt weiter. {why}',
  },
  'secrets-unavailable': {
    title: 'PINs lassen sich hier nicht sicher aufbewahren',
    detail: 'Der Schlüsselspeicher dieses Computers ist gesperrt oder fehlt.',
  },
  'terminal-not-admitted': {
    title: 'Diese Station lässt das Terminal nicht zu',
    detail: 'Ihr Register ist das des Fensters. Nichts davon wurde geöffnet.',
  },
  'station-key-missing': {
    title: 'Der Schlüssel dieser Station fehlt',
    detail:
      'Ihr Register ist mit einem Schlüssel versiegelt, der in station-key.json lag, im selben Ordner.',
  },
  'registry-unavailable': {
    title: 'Das Register ist nicht zu gebrauchen',
    detail:
      'Seine Datei ließ sich nicht lesen oder schreiben. Was darin stand, bleibt, wie es war.',
  },
  internal: {
    title: 'Keydesk hat etwas falsch gemacht',
    detail: 'Es ist etwas geschehen, das nicht möglich sein sollte.',
  },
}
