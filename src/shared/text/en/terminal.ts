import type { TerminalWords } from '../terminal-words.ts'

export const terminalWords: TerminalWords = {
  usage: {
    'no-command': { detail: 'There is no command “{name}”.' },
    'too-many-words': { detail: '“{word}” is one word too many.' },
    'no-option': { detail: 'There is no option “{option}”.' },
    'needs-value': { detail: '{option} has to be followed by a value.' },
    'takes-no-value': { detail: '{option} is given alone, without a value.' },
    language: { detail: '--language is en or de.' },
    format: { detail: '--format is jsonl or csv.' },
    separator: { detail: '--separator is comma, semicolon or tab.' },
    'separator-without-csv': { detail: '--separator is for --format csv.' },
    'attestation-out': {
      detail: '--attestation-out FILE is for issuances, followed by the id of one.',
    },
    'not-a-proxy': {
      detail: '{name} must be like http://proxy.example.com:8080.',
    },
    'no-authorities': {
      detail: '{name} names a file that cannot be read: {file}.',
    },
    number: { detail: '{option} is a whole number.' },
    'wait-too-long': { detail: '--wait is 86400 seconds at most, which is a day.' },
    'key-address': { detail: '--key is udp:127.0.0.1:PORT.' },
    'too-long': { detail: '{what} is longer than the {most} characters it can have.' },
    'no-email': { detail: '“{email}” is no e-mail address. Give one with --email.' },
    'empty-name': { detail: '{option} is empty.' },
    'person-needed': { detail: 'issue needs --person LOGIN.' },
    'new-person': { detail: 'Somebody new needs both --first-name and --last-name.' },
    'issuance-needed': {
      detail: '{command} needs the id of an issuance, --person LOGIN or --serial NUMBER.',
    },
    'pin-out-needed': { detail: 'hand-over needs --pin-out FILE, a new file for the PIN.' },
    'several-issuances': { detail: 'Several are meant: {ids}. Give the id of one.' },
    'connection-or-demo': { detail: 'Give either --connection or a demo, not both.' },
    'data-is-memory': { detail: '--data is a folder.' },
    'data-is-no-folder': { detail: '{file}, given with --data, is no folder.' },
    'two-pin-files': {
      detail: '--pin-out is for a PIN the station makes; with --pin-file you have it already.',
    },
    'pin-is-made': {
      detail: 'With --template hand-over the station makes the PIN: no --pin-file.',
    },
    'pin-is-typed': {
      detail: 'With --template walk-in the PIN is typed and not kept: no --pin-out.',
    },
    'no-file': { detail: 'There is no file {file}.' },
    'is-folder': { detail: '{file} is a folder.' },
    unreadable: { detail: '{file} may not be read.' },
    'file-exists': { detail: '{file} is already there, and is not written over.' },
    'not-writable': { detail: '{file} cannot be made. {why}' },
    'no-registry': { detail: 'There is no register in {file}.' },
    'same-folder': { detail: '{file} is the station itself, or has it inside.' },
    'no-template': { detail: 'There is no template “{id}”. There is: {all}.' },
    'no-json': { detail: '{file} is no JSON.' },
    'template-wrong': { detail: 'The template in {file} has something wrong. {why}' },
    'word-needed': { detail: '{command} is followed by the id of a template.' },
    'file-needed': { detail: '{command} is followed by a file.' },
    'no-folder': { detail: 'There is no folder {file}.' },
    'folder-needed': { detail: '{command} is followed by a folder.' },
    'reason-needed': { detail: 'restore needs --reason TEXT; it stands in the journal.' },
    'one-of': { detail: '{command} is followed by one of: {all}.' },
  },
  seeHelp: { detail: '“station help” says what there is.' },
  help: {
    title: 'Keydesk, the station without a window.',
    procedures: { label: 'Procedures' },
    which: {
      detail: 'Instead of ISSUANCE: --person LOGIN or --serial NUMBER, where that means one.',
    },
    looking: { label: 'Looking' },
    keeping: { label: 'Keeping' },
    edges: { label: 'Which key and which organization' },
    pins: { label: 'The PIN is never an argument' },
    more: { label: 'And' },
    networks: {
      detail:
        'Networks: HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE and NODE_EXTRA_CA_CERTS are heard (docs/okta.md).',
    },
    exit: {
      detail:
        'Exit status: 0 done, 1 failed (the failure’s code is printed), 2 wrong usage, 130 cancelled.',
    },
    rows: {
      issue: { label: 'issue a key to a person' },
      'set-pin': { label: 'the holder changes the first PIN into one of their own' },
      activate: { label: 'from now on the holder can sign in with it' },
      inactivate: { label: 'nobody can sign in with it, until that is undone' },
      reactivate: { label: 'undoes that' },
      revoke: { label: 'over for good; its key is wiped if it is plugged in' },
      'reset-pin': { label: 'change a PIN the holder knows; --forgotten: erase and issue again' },
      replace: { label: 'another key for the same person; the old one is revoked' },
      whose: { label: 'whose key this is; --credentials: what is on it' },
      erase: { label: 'back to blank; what was issued on it is revoked' },
      unfinished: {
        label:
          'what a crash left behind; with ISSUANCE: bring it to its end (--without-key: its key is gone)',
      },
      'hand-over': { label: 'the PIN that waits sealed, once, into the file of --pin-out' },
      keys: { label: 'the keys that are plugged in' },
      check: { label: 'what the one key says of itself' },
      issuances: {
        label:
          'what was issued; TEXT begins a login, name, serial or credential; with an ISSUANCE and --attestation-out FILE: what its key showed then',
      },
      readiness: { label: 'what of the organization would stop an issuance, and the cure' },
      events: { label: 'what happened at Okta to keys; --apply ID, --dismiss ID decide about one' },
      templates: { label: 'how keys are issued; show ID, save FILE, retire ID' },
      trust: {
        label:
          'which makers are trusted; add-roots FILE, import-metadata FILE|URL (FIDO), add-metadata-roots FILE',
      },
      'audit-list': { label: 'the journal, newest first (--limit NUMBER)' },
      'audit-verify': {
        label: 'whether the journal was changed, and where; --against FOLDER: checkpoints too',
      },
      'audit-export': {
        label:
          'the journal (--out FILE; --format jsonl, or csv for a spreadsheet: --separator comma|semicolon|tab)',
      },
      'audit-checkpoints': {
        label: 'leave proofs of the journal there, each hour and at each close',
      },
      backup: { label: 'a whole copy of the register, into a new file' },
      'recovery-key': {
        label: 'a key for paper: with it and a backup another computer takes this station’s place',
      },
      restore: {
        label:
          'that copy in its place (--reason TEXT; where nothing was begun also --recovery-key FILE or --from-another-station); what was there is kept',
      },
      join: {
        label:
          'take the station of FOLDER into this one (without FOLDER: the terminal’s own into the window’s); nothing is lost, FOLDER is put aside',
      },
      key: { label: 'a virtual key at that UDP port, instead of USB' },
      connection: { label: 'the organization: a connection file' },
      demo: { label: 'a simulated key and a local double of Okta' },
      'demo-okta': { label: 'the double of Okta, with the key that is there' },
      'on-key': {
        label: 'what is on a key that does not say whose it is (or its PIN: --current-pin-file)',
      },
      'pin-file': { label: 'the first line of FILE is the PIN (“-” is standard input)' },
      'current-pin-file': { label: 'the same for the PIN the key has now' },
      'pin-out': { label: 'write the PIN that is made into a new file only you can read' },
      template: {
        label:
          'walk-in: typed PIN; hand-over: random digits that stay sealed; or one of your own (without it: hand-over, with --pin-file walk-in)',
      },
      'erase-option': { label: 'erase the key if it is not blank' },
      yes: { label: 'confirm what is asked before it is done' },
      'new-person': {
        label: 'somebody new (--email, else the login), where the template creates people',
      },
      wait: { label: 'how long to wait for exactly one key (without it: not at all)' },
      data: { label: 'the folder of the register' },
      language: { label: 'en or de (without it: the language of this computer)' },
      json: { label: 'one JSON object per line, the same in every language' },
    },
  },
  failures: {
    'secrets-unavailable': {
      title: 'What is sealed cannot be opened here',
      detail: 'It was sealed with another key file (terminal.key), or by a station with a window.',
    },
    'input-invalid': {
      title: 'The command cannot be carried out as it stands',
      detail: 'What it gives for {paths} does not have the form it should have.',
    },
  },
  remedies: {
    'start-again': { detail: 'Start the command again.' },
    'choose-another-person': { detail: 'Start again with another login.' },
    'insert-and-start-again': {
      detail: 'Insert the key, leave it in, and start again; --wait SECONDS waits for it.',
    },
    'choose-erasing-template': {
      detail: 'Give --erase, with a template that erases keys that are not blank.',
    },
    'reinsert-to-erase': {
      detail: 'Remove the key, start again with --wait 60, and insert it then.',
    },
    'allow-erasing': { detail: 'If it may be erased, start again with --erase.' },
    'say-which-key': {
      detail: 'Start again, and give its PIN (--current-pin-file) or say what is on it (--on-key).',
    },
    'erase-blocked-key': {
      detail: 'If it is lost: station reset-pin --forgotten erases the key and issues it again.',
    },
    'connect-provider': { detail: 'Name the organization: --connection FILE. Or try --demo.' },
    'mend-connection-file': {
      detail: 'Correct it, then start again; docs/okta.md has an example.',
    },
    'name-at-proxy': { detail: 'Give both: HTTPS_PROXY=http://NAME:PASSWORD@PROXY:PORT.' },
    'check-proxy': { detail: 'Check the proxy that HTTPS_PROXY names.' },
    'ask-network': { detail: 'Ask who manages the network, with the code below.' },
    'ask-administrator': { detail: 'Ask who manages Okta, with the code below.' },
    'finish-other-run': { detail: 'Wait until the other command is done.' },
    'report-code': { detail: 'If it happens again, report the code below.' },
    'change-pin-first': { detail: 'Change it (station set-pin), then start again.' },
    'issue-as-new': { detail: 'Issue it as a new key: station issue --person LOGIN.' },
    'choose-another-template': {
      detail: 'Choose another with --template ID; “station templates” lists them.',
    },
    'look-at-issuance': { detail: 'Look at it first: station issuances LOGIN.' },
    'unlock-key-store': { detail: 'Put the key file back that it was sealed with.' },
    'bring-both-files': {
      detail: 'Bring both files, or bring what “station backup” writes where the register is.',
    },
    'verify-journal': {
      detail: 'See whether the journal is intact, too: station audit verify.',
    },
    'restore-backup': { detail: 'Put a back-up in its place: station restore FILE --reason TEXT.' },
    'choose-another-backup': {
      detail: 'Give a file that “station backup” or a station’s window has written.',
    },
    'restore-with-recovery-key': {
      detail: 'Restore a back-up: station restore FILE --reason TEXT --recovery-key FILE.',
    },
    'restore-part': {
      detail:
        'Without the other file: station restore FILE --reason TEXT --yes. What was only in that is lost.',
    },
  },
  code: { label: 'Code: {code}' },
  outputLost: {
    detail: 'What was printed could not be written, for the disk is full or the file may not grow.',
  },
  prompts: {
    currentPin: { label: 'PIN of the key' },
    newPin: { label: 'New PIN' },
    newPinAgain: { label: 'New PIN once more' },
    notSame: { detail: 'The two are not the same.' },
    serial: { label: 'serial {serial}' },
    which: { label: 'Type its number, none if it is none of these, or unknown' },
    whichOrPin: {
      label: 'Type its number, pin to give its PIN, none if it is none of these, or unknown',
    },
    erase: { label: 'To erase everything on it, type “{word}”' },
    change: { label: 'To go on, type “{word}”' },
    confirmation: {
      inactivate: { word: 'inactivate' },
      reactivate: { word: 'reactivate' },
      revoke: { word: 'revoke' },
      replace: { word: 'replace' },
    },
  },
  issued: {
    to: { detail: 'Issued to {name} ({login}, {id}).' },
    organization: { label: '{provider}, RP ID {rpId}' },
    others: { label: 'and issuance' },
    pinFile: { label: 'in {file}' },
    pinGone: { label: 'gone with the demo; --pin-out FILE keeps it' },
    pinSealed: { label: 'sealed; to hand it over: {command}' },
    waits: { detail: 'It waits for the hand-over: nobody can sign in with it yet.' },
  },
  labels: {
    key: { label: 'Key' },
    pin: { label: 'PIN' },
    product: { label: 'Product' },
    now: { label: 'Now' },
    before: { label: 'Before' },
    perhaps: { label: 'Perhaps' },
    remark: { label: 'Remark' },
    holds: { label: 'Holds' },
    pinMustChange: { word: 'set, must be changed' },
  },
  notes: {
    simulated: { detail: 'SIMULATED: nothing of this reaches a real organization.' },
    signIn: { detail: 'Sign in to Okta with a browser on this computer:' },
    cannotStop: { detail: 'This cannot be stopped just now. It stops as soon as it can.' },
    noKey: { detail: 'No security key is plugged in.' },
    noneUnfinished: { detail: 'Nothing is unfinished.' },
    noneIssued: { detail: 'Nothing has been issued yet.' },
    noIssuances: { detail: 'Nothing was issued that begins so.' },
    more: { detail: '{count} more; --limit NUMBER shows more of them.' },
    nothingHappened: { detail: 'Nothing happened at Okta that concerns issued keys.' },
    decided: { detail: 'Decided, and written into the journal.' },
    nothingTrusted: { detail: 'Nothing is trusted yet.' },
    retired: { detail: 'The template {id} is offered no more.' },
    handedOver: { detail: 'The PIN is in {file}, and no longer in the register.' },
    recoveryKey: {
      detail:
        'A recovery key lies in {file}. Print it, lock it away, and delete the file; then make a backup.',
    },
    copied: { detail: 'The register was copied to {file}.' },
    keyFile: {
      detail:
        'What is sealed in it opens only with the key file (terminal.key) beside the register.',
    },
    restored: { detail: 'The register was restored from {file}.' },
    keptBefore: { detail: 'What was there before is in {file}.' },
    exported: { detail: 'The journal is in {file}.' },
    attestation: { detail: 'What the key showed when it was issued is in {file}.' },
    simulatedFactor: { detail: 'The double of Okta holds factor {id}: {status}.' },
    papers: { detail: 'Letter and label are printed from the window only, not from here.' },
    twoStations: {
      detail:
        'There are two stations here: the terminal’s in {terminal} and the window’s in {window}. “station join” makes them one.',
    },
    joined: { detail: 'The two stations are one, in {folder}. Issuances that came: {issuances}.' },
    joinedArchive: { detail: 'The register that was taken in is whole in {file}.' },
    joinedAside: { detail: 'Its folder is {folder} now.' },
  },
  audit: {
    by: { label: 'by {operator}' },
    intact: { detail: 'Intact: {entries} entries, signed to the last.' },
    entry: { detail: 'NOT INTACT: entry {seq} was changed, moved or removed.' },
    tail: { detail: 'NOT INTACT: the entries from {seq} on are missing.' },
    head: { detail: 'NOT INTACT: the signed end of entry {seq} does not hold.' },
    unsigned: {
      detail: 'NOT INTACT: from entry {seq} on nothing is signed, for it was found changed.',
    },
    key: { detail: 'NOT INTACT: it is not signed with the key this station remembers.' },
    older: { detail: 'NOT INTACT: an older copy, for the station remembers another entry {seq}.' },
    setBack: { detail: 'The clock was set back {times} times, first at entry {seq}.' },
    noneCompared: { detail: 'There is no checkpoint of this station in {folder}.' },
    compared: { detail: 'Checkpoints compared: {compared}.' },
    takenBack: { detail: 'TAKEN BACK: there was another entry {seq}.' },
    restoredAt: { detail: 'Entry {seq} was taken back by the restore of entry {restoredAt}.' },
    notSigned: { detail: 'Not signed by this station: {file}.' },
    checkpoints: { detail: 'Checkpoints go to {folder}: every hour, and when a station closes.' },
  },
  restore: {
    another: {
      detail:
        'It is of another station ({origin}): what that one sealed, PINs above all, is left out.',
    },
    until: { detail: 'The back-up ends with entry {seq} of the journal.' },
    takesBack: { detail: 'It takes back what came after that, up to entry {seq}:' },
    lost: { label: '{seq}  {what}' },
    confirmation: { word: 'restore' },
  },
  join: {
    plan: {
      detail:
        'From {from} into {into}: {issuances} issuances, {keys} keys, {people} people, {templates} templates; its journal has {entries} entries.',
    },
    confirmation: { word: 'join' },
  },
  readiness: {
    marks: {
      ok: { word: 'ok' },
      warning: { word: 'warning' },
      problem: { word: 'PROBLEM' },
      unknown: { word: 'unknown' },
    },
    inOkta: { label: 'In Okta: {where}' },
  },
  trust: {
    root: { label: 'Certificate of {name}, valid to {validTo}' },
    metadataRoot: { label: 'Signs FIDO’s list, too: {name}, valid to {validTo}' },
    metadata: {
      label: 'FIDO’s list {number}: {models} models, {ageDays} days old, next one due {nextUpdate}',
    },
    overdue: { word: 'OVERDUE' },
    problem: { word: 'PROBLEM' },
  },
  templateVersion: { label: 'version {version}' },
}
