import type { Words } from '../words.ts'

export const remedies: Words['remedies'] = {
  'start-again': { detail: 'Beginnen Sie noch einmal von vorn.' },
  'insert-and-start-again': {
    detail: 'Stecken Sie den Schlüssel ein, lassen Sie ihn stecken und beginnen Sie noch einmal.',
  },
  'leave-one-key': {
    detail: 'Ziehen Sie alle Schlüssel bis auf den richtigen ab und beginnen Sie noch einmal.',
  },
  'take-another-key': {
    detail: 'Nehmen Sie einen anderen Schlüssel und beginnen Sie noch einmal.',
  },
  'choose-another-person': { detail: 'Gehen Sie zurück und wählen Sie die Person noch einmal.' },
  'ask-directory': {
    detail: 'Fragen Sie, wer Okta verwaltet. Der Stand dieses Kontos muss geändert werden.',
  },
  'ask-for-account': { detail: 'Fragen Sie, wer Okta verwaltet, ob diese Person ein Konto hat.' },
  'remove-old-factors': {
    detail: 'Lassen Sie die Person bei Okta einen Schlüssel entfernen, den sie nicht mehr benutzt.',
  },
  'allow-access': {
    detail: 'Windows: Keydesk als Administrator starten. Linux: seine udev-Regel einrichten.',
  },
  'close-other-program': {
    detail: 'Schließen Sie andere Programme und Browserfenster, die den Schlüssel benutzen.',
  },
  'reinsert-key': {
    detail: 'Ziehen Sie den Schlüssel ab, stecken Sie ihn wieder ein und beginnen Sie noch einmal.',
  },
  'choose-erasing-template': {
    detail: 'Wählen Sie eine Vorlage, die Schlüssel löscht, die nicht leer sind.',
  },
  'touch-sooner': {
    detail: 'Beginnen Sie noch einmal und berühren Sie den Schlüssel, sobald es hier steht.',
  },
  'reinsert-to-erase': {
    detail: 'Ziehen Sie den Schlüssel ab, stecken Sie ihn wieder ein und beginnen Sie sofort.',
  },
  'allow-erasing': {
    detail: 'Darf er gelöscht werden, beginnen Sie noch einmal und bestätigen Sie das.',
  },
  'say-which-key': {
    detail: 'Beginnen Sie noch einmal und geben Sie seine PIN ein, oder wählen Sie ihn aus.',
  },
  'choose-another-pin': { detail: 'Beginnen Sie noch einmal und wählen Sie eine andere PIN.' },
  'erase-blocked-key': {
    detail: 'Löschen Sie diesen Schlüssel und geben Sie ihn dann als leeren aus.',
  },
  'connect-provider': { detail: 'Verbinden Sie Keydesk zuerst mit Okta.' },
  'mend-connection-file': {
    detail: 'Berichtigen Sie diesen Eintrag und geben Sie die Datei noch einmal.',
  },
  'choose-another-file': {
    detail: 'Prüfen Sie Namen und Inhalt der Datei und geben Sie sie noch einmal an.',
  },
  'check-network': {
    detail: 'Prüfen Sie Netzwerkkabel oder WLAN und beginnen Sie noch einmal.',
  },
  'trust-authority': {
    detail:
      'Liest Ihr Netz Verbindungen mit, nehmen Sie dessen Zertifizierungsstelle in die Zertifikate dieses Computers auf.',
  },
  'open-in-browser': {
    detail:
      'Öffnen Sie die Adresse an diesem Computer im Browser: Dort zeigt sich, was dazwischen steht.',
  },
  'name-at-proxy': {
    detail:
      'Keydesk meldet sich dort mit Ihrem Konto an diesem Computer an. Lassen Sie es am Proxy freigeben.',
  },
  'check-proxy': { detail: 'Prüfen Sie den Proxy in den Einstellungen des Systems.' },
  'ask-network': {
    detail: 'Fragen Sie, wer das Netz verwaltet, und nennen Sie den Code unter Einzelheiten.',
  },
  'check-sign-in': {
    detail: 'Lassen Sie bei Okta die Service-App und ihren Schlüssel prüfen.',
  },
  'grant-permission': { detail: 'Lassen Sie der Service-App bei Okta dieses Recht geben.' },
  'ask-super-administrator': {
    detail:
      'Administratoren registrieren ihren Schlüssel selbst, oder ein Super-Administrator tut es bei Okta.',
  },
  'ask-administrator': {
    detail: 'Fragen Sie, wer Okta verwaltet, und nennen Sie den Code unter Einzelheiten.',
  },
  'wait-a-minute': { detail: 'Warten Sie eine Minute und beginnen Sie noch einmal.' },
  'wait-till-then': { detail: 'Warten Sie bis dahin und beginnen Sie noch einmal.' },
  'wait-for-provider': {
    detail: 'Sehen Sie auf status.okta.com nach und beginnen Sie später noch einmal.',
  },
  'set-clock': { detail: 'Prüfen Sie, ob Datum und Uhrzeit dieses Computers stimmen.' },
  'finish-other-run': { detail: 'Beenden Sie zuerst den Schlüssel, an dem Sie arbeiten.' },
  'unlock-key-store': {
    detail: 'Entsperren Sie den Schlüsselspeicher dieses Computers und beginnen Sie noch einmal.',
  },
  'allow-terminal': { detail: 'Erlauben Sie es im Fenster: Einstellungen, Terminal.' },
  'put-station-key-back': { detail: 'Legen Sie station-key.json wieder neben das Register.' },
  'restore-with-recovery-key': {
    detail: 'Holen Sie im Terminal eine Sicherung mit dem Wiederherstellungsschlüssel zurück.',
  },
  'make-registry-writable': { detail: 'Lassen Sie diesem Konto erlauben, dort zu schreiben.' },
  'make-room': { detail: 'Schaffen Sie Platz auf dem Datenträger und beginnen Sie noch einmal.' },
  'restore-backup': {
    detail: 'Holen Sie eine Sicherung zurück: station restore FILE, in einem Terminal.',
  },
  'verify-journal': {
    detail:
      'Prüfen Sie unter Protokoll, ob dieses unversehrt ist: Vielleicht wurde beides geändert.',
  },
  'bring-both-files': {
    detail: 'Bringen Sie beide Dateien, oder sichern Sie das Register dort, wo es ist.',
  },
  'choose-another-backup': {
    detail: 'Geben Sie eine Datei an, die „Register sichern“ oder station backup geschrieben hat.',
  },
  'restore-part': {
    detail:
      'Oder holen Sie sie in einem Terminal allein zurück. Was nur in der zweiten stand, ist verloren.',
  },
  'get-it-anew': {
    detail:
      'Holen Sie sie neu von dort, wo sie veröffentlicht wird, und geben Sie sie noch einmal.',
  },
  'update-keydesk': { detail: 'Installieren Sie auf diesem Computer das neueste Keydesk.' },
  'report-code': {
    detail: 'Wenn es wieder geschieht, melden Sie den Code unter Einzelheiten.',
  },
  'insert-its-key': {
    detail: 'Stecken Sie den richtigen Schlüssel ein, lassen Sie ihn stecken und beginnen Sie neu.',
  },
  'change-pin-first': { detail: 'Wählen Sie zuerst „PIN setzen“ und beginnen Sie dann neu.' },
  'issue-as-new': { detail: 'Suchen Sie die Person und geben Sie ihn ihr als neuen aus.' },
  'take-allowed-model': { detail: 'Nehmen Sie einen Schlüssel, dessen Modell die Vorlage nennt.' },
  'choose-another-place': {
    detail:
      'Wählen Sie einen anderen Namen oder Ordner, oder schaffen Sie Platz auf dem Datenträger.',
  },
  'choose-another-template': { detail: 'Wählen Sie eine Vorlage, die solche Schlüssel nimmt.' },
  'wait-for-other-station': {
    detail: 'Warten Sie, bis die andere Station fertig ist, und beginnen Sie dann neu.',
  },
  'look-at-issuance': {
    detail: 'Sehen Sie zuerst unter Ausgaben nach, was mit ihm geschehen ist.',
  },
  'correct-details': {
    detail: 'Berichtigen Sie, was Okta nennt, und beginnen Sie noch einmal.',
  },
  'unlock-account': {
    detail: 'Lassen Sie das Konto bei Okta entsperren und beginnen Sie noch einmal.',
  },
  'wait-some-minutes': {
    detail: 'Okta richtet das noch ein. Beginnen Sie in ein paar Minuten noch einmal.',
  },
  'check-password-policy': { detail: 'Lassen Sie die Passwortrichtlinie bei Okta prüfen.' },
  'change-at-source': {
    detail: 'Ändern Sie es in dem Verzeichnis, aus dem das Konto kommt.',
  },
  'enable-in-okta': {
    detail: 'Lassen Sie diese Funktion bei Okta einschalten. In der Classic Engine fehlen manche.',
  },
  'change-protecting-policy': {
    detail: 'Lassen Sie bei Okta die Richtlinie ändern, die dem entgegensteht.',
  },
  'change-enrollment-policy': {
    detail: 'Lassen Sie die Richtlinie bei Okta ändern: Security > Authenticators > Enrollment.',
  },
  'revoke-held-key': {
    detail: 'Widerrufen Sie erst diesen Schlüssel, oder lassen Sie ihn bei Okta entfernen.',
  },
  'choose-checking-template': {
    detail: 'Wählen Sie eine Vorlage, deren Schlüssel nach ihrer PIN fragen.',
  },
  'take-demanded-key': {
    detail:
      'Nehmen Sie einen Schlüssel, der das erfüllt, oder lassen Sie die Vorgabe bei Okta ändern.',
  },
  'end-suspension': {
    detail:
      'Lassen Sie die Sperre bei Okta aufheben. Keydesk bietet dann an, ihn als aktiv zu führen.',
  },
}
