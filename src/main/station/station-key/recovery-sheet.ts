/** What is printed and locked away: the recovery key, and what it is for, in both languages. */
export function recoverySheet(key: string, station: string, at: Date): string {
  return [
    `Keydesk  ${station}  ${at.toISOString().slice(0, 10)}`,
    '',
    key,
    '',
    'Recovery key. With it and a back-up of the register, another computer takes this station’s place:',
    'station restore BACKUP --reason TEXT --recovery-key THIS-FILE',
    'Print it, lock it away, and delete this file. Whoever has it and a back-up can read sealed PINs.',
    '',
    'Wiederherstellungsschlüssel. Mit ihm und einer Sicherung des Registers tritt ein anderer Computer an',
    'die Stelle dieser Station: station restore SICHERUNG --reason TEXT --recovery-key DIESE-DATEI',
    'Drucken Sie ihn, schließen Sie ihn weg, und löschen Sie diese Datei. Wer ihn und eine Sicherung hat,',
    'kann versiegelte PINs lesen.',
    '',
  ].join('\n')
}
