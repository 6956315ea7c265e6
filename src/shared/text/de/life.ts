import type { LifeWords } from '../life-words.ts'
import { remarkWords } from './remarks.ts'

export const lifeWords: LifeWords = {
  ...remarkWords,
  procedures: {
    'issue-key': { label: 'Schlüssel ausgeben', title: 'Schlüssel wird ausgegeben' },
    'set-pin': { label: 'PIN setzen', title: 'Eigene PIN wird gesetzt' },
    activate: { label: 'Freigeben', title: 'Schlüssel wird freigegeben' },
    inactivate: { label: 'Inaktiv machen', title: 'Schlüssel wird inaktiv' },
    reactivate: { label: 'Wieder aktiv machen', title: 'Schlüssel wird wieder aktiv' },
    revoke: { label: 'Widerrufen', title: 'Schlüssel wird widerrufen' },
    'reset-pin': { label: 'PIN zurücksetzen', title: 'PIN wird zurückgesetzt' },
    'replace-key': { label: 'Schlüssel ersetzen', title: 'Schlüssel wird ersetzt' },
    'whose-key': { label: 'Wem gehört er?', title: 'Wem gehört der Schlüssel?' },
    'erase-key': { label: 'Schlüssel löschen', title: 'Schlüssel wird geleert' },
    'finish-unfinished': { label: 'Zu Ende führen', title: 'Ausgabe wird zu Ende geführt' },
  },
  changed: {
    'pin-changed': { title: 'Die PIN ist geändert', detail: 'Die PIN davor gilt nicht mehr.' },
    activated: {
      title: 'Der Schlüssel ist aktiv',
      detail: 'Ab jetzt meldet sich {name} damit an.',
    },
    inactivated: {
      title: 'Der Schlüssel ist inaktiv',
      detail: '{name} kann sich damit erst wieder anmelden, wenn er wieder aktiv ist.',
    },
    reactivated: {
      title: 'Der Schlüssel ist wieder aktiv',
      detail: '{name} kann sich wie zuvor damit anmelden.',
    },
    revoked: {
      title: 'Der Schlüssel ist widerrufen',
      detail: 'Okta hat ihn für {name} endgültig entfernt.',
    },
    erased: {
      title: 'Der Schlüssel ist leer',
      detail: 'Auf ihm ist keine PIN und kein Konto mehr.',
    },
    finished: {
      title: 'Was übrig war, ist zu Ende geführt',
      detail: 'Register, Okta und Schlüssel stimmen wieder überein.',
    },
    expired: {
      title: 'Zum Freigeben war es zu spät',
      detail:
        'Okta nimmt das Vorbereitete nicht mehr an. Geben Sie den Schlüssel neu aus. Eine Berührung genügt.',
    },
  },
  confirm: {
    inactivate: {
      title: 'Diesen Schlüssel inaktiv machen?',
      detail: 'Er kann später wieder aktiv werden.',
      confirm: { label: 'Inaktiv machen' },
      keep: { label: 'Aktiv lassen' },
      typed: null,
    },
    reactivate: {
      title: 'Diesen Schlüssel wieder aktiv machen?',
      detail: 'Was ihn inaktiv gemacht hat, wird zurückgenommen.',
      confirm: { label: 'Wieder aktiv machen' },
      keep: { label: 'Inaktiv lassen' },
      typed: null,
    },
    revoke: {
      title: 'Diesen Schlüssel widerrufen?',
      detail:
        'Okta vergisst ihn, und er öffnet nichts mehr. Ein Widerruf lässt sich nicht umkehren.',
      confirm: { label: 'Schlüssel widerrufen' },
      keep: { label: 'Gültig lassen' },
      typed: {
        field: { label: 'Zum Widerrufen „{word}“ eingeben' },
        confirmation: { word: 'widerrufen' },
      },
    },
    replace: {
      title: 'Diesen Schlüssel ersetzen?',
      detail: 'Ein neuer Schlüssel wird ausgegeben, und dieser wird endgültig widerrufen.',
      confirm: { label: 'Schlüssel ersetzen' },
      keep: { label: 'Diesen behalten' },
      typed: {
        field: { label: 'Zum Ersetzen „{word}“ eingeben' },
        confirmation: { word: 'ersetzen' },
      },
    },
  },
  inactive: {
    'suspend-person': {
      inactivate: {
        detail: 'Okta setzt {name} aus: Jeder Zugang ist gesperrt, nicht nur dieser Schlüssel.',
      },
      reactivate: { detail: 'Okta nimmt {name} wieder auf: Jeder Zugang geht wieder.' },
    },
    'leave-group': {
      inactivate: { detail: '{name} verlässt die Gruppe {group}. Ohne sie öffnet er nichts.' },
      reactivate: { detail: '{name} kommt wieder in die Gruppe {group}.' },
    },
    'delete-factor': {
      inactivate: {
        detail: 'Okta vergisst den Schlüssel. Zum Zurückholen muss er wieder am Schalter sein.',
      },
      reactivate: {
        detail: 'Okta lernt den Schlüssel neu. Er muss hier sein und einmal berührt werden.',
      },
    },
  },
  onKey: {
    nothing: { word: 'nichts', detail: 'Auf den Schlüssel kam nichts.' },
    credential: { word: 'die Anmeldung', detail: 'Die Anmeldung ist noch auf dem Schlüssel.' },
    wiped: { word: 'geleert', detail: 'Der Schlüssel wurde geleert.' },
    unknown: {
      word: 'nicht bekannt',
      detail: 'Was noch auf dem Schlüssel ist, ist nicht bekannt.',
    },
  },
  report: {
    holder: { title: 'Schlüssel von {name}', detail: '{login} · {state}' },
    nobody: {
      title: 'Niemandes Schlüssel',
      detail: 'Das Register kennt niemanden, dem er gehört.',
    },
    untold: {
      title: 'Noch lässt sich nicht sagen, wessen Schlüssel das ist',
      detail: 'Das zeigt erst seine PIN. Ausgegebene Schlüssel, die in Frage kommen: {count}.',
    },
    silent: {
      title: 'Es lässt sich nicht sagen, wessen Schlüssel das ist',
      detail: 'Seine PIN hilft jetzt nicht. Ausgegebene, die es sein können: {count}.',
    },
    model: { label: 'Modell' },
    firmware: { label: 'Firmware' },
    serial: { label: 'Seriennummer' },
    pin: { label: 'PIN' },
    pinSet: { word: 'gesetzt' },
    pinNone: { word: 'keine' },
    attempts: { label: 'Versuche übrig' },
    mustChange: { detail: 'Vor der nächsten Benutzung verlangt der Schlüssel eine andere PIN.' },
    minimum: { label: 'Kürzeste PIN' },
    room: { label: 'Freie Plätze' },
    unknown: { word: 'nicht genannt' },
    credentials: {
      title: 'Anmeldungen darauf',
      detail: 'Der Schlüssel zeigt sie nur gegen seine PIN.',
    },
    ours: { word: 'hier ausgegeben' },
    noCredentials: { detail: 'Es sind keine darauf.' },
    now: { title: 'Jetzt darauf ausgegeben' },
    possible: { title: 'Vielleicht darauf ausgegeben' },
    before: { title: 'Früher darauf ausgegeben' },
  },
  runRemarks: {
    'key-not-recognised': {
      detail:
        'Wessen Schlüssel gelöscht wurde, wusste niemand. Die in Frage kommenden gelten als ungewiss.',
    },
    'blank-not-proven': {
      detail:
        'Dieses Modell sagt nicht, ob fremde Anmeldungen darauf sind. Gelöscht wurde es nicht.',
    },
    'former-revoked': {
      detail:
        'Was zuvor ausgegeben war, ist bereits widerrufen. Zum Anmelden braucht es eine neue Ausgabe.',
    },
  },
}
