import type { TemplateFormWords } from '../template-form-words.ts'

export const templateFormWords: TemplateFormWords = {
  title: 'Vorlagen',
  detail: 'Wie Schlüssel ausgegeben werden. Für jeden Schlüssel wird eine davon gewählt.',
  list: { label: 'Vorlagen zur Auswahl' },
  version: { label: 'Fassung {version}' },
  reads: { title: 'So liest sie sich' },
  change: { title: '{name} ändern' },
  copy: { title: 'Eine neue Vorlage' },
  actions: { edit: { label: 'Ändern' }, copy: { label: 'Kopieren' } },
  begins: { detail: 'Sie beginnt als Kopie von {name}.' },
  about: { detail: 'Was nach der Fassung davor ausgegeben wurde, bleibt, wie es ist.' },
  leaving: {
    title: 'Ohne Speichern verlassen?',
    detail: 'Was Sie hier geändert haben, geht verloren.',
    discard: { label: 'Ohne Speichern verlassen' },
    stay: { label: 'Weiter ändern' },
  },
  retiring: {
    title: '{name} zurückziehen?',
    detail:
      'Sie wird nicht mehr angeboten. Für Schlüssel, die danach ausgegeben wurden, gilt sie weiter.',
    retire: { label: 'Zurückziehen' },
    keep: { label: 'Behalten' },
  },
  notSaved: {
    title: 'Noch nicht gespeichert',
    detail: 'Sehen Sie nach, was oben markiert ist, und speichern Sie dann noch einmal.',
  },
  noTemplates: {
    title: 'Es gibt keine Vorlage',
    detail: 'Speichern Sie eine im Terminal mit „station templates save“.',
  },
  groups: {
    activation: { title: 'Ab wann er gilt' },
    pin: { title: 'PIN' },
    onKey: { title: 'Einstellungen des Schlüssels' },
    erase: { title: 'Löschen' },
    keys: { title: 'Welche Schlüssel' },
    people: { title: 'Personen und Gruppen' },
    inactive: { title: 'Wenn er inaktiv ist' },
    proof: { title: 'Probe und Papiere' },
  },
  fields: {
    name: { label: 'Name der Vorlage' },
    activation: {
      label: 'Der Schlüssel gilt',
      choices: {
        'at-once': { label: 'Sobald er ausgegeben ist' },
        pin: { label: 'Sobald seine PIN übergeben ist' },
        group: { label: 'Sobald die Person in eine Gruppe kommt' },
        challenge: { label: 'Sobald er rechtzeitig freigegeben ist' },
      },
    },
    activationGroup: { label: 'Gruppe, die ihn gelten lässt' },
    lifetime: {
      label: 'Sekunden bis zur Freigabe',
      hint: { detail: 'Von 1 bis 86400, das ist ein Tag. Zu spät lehnt Okta vielleicht ab.' },
    },
    pin: {
      label: 'Woher die PIN kommt',
      choices: {
        typed: { label: 'Die Person tippt ihre eigene' },
        'random-digits': { label: 'Zufällige Ziffern' },
        'random-letters': { label: 'Zufällige Buchstaben' },
      },
    },
    pinLength: { label: 'Zeichen der PIN' },
    minimum: {
      label: 'Kürzeste PIN, die er nimmt',
      hint: {
        detail: 'Von 4 bis 63 Zeichen. Leer lässt es, wie der Hersteller es eingestellt hat.',
      },
    },
    forcePinChange: {
      label: 'Eigene PIN vor der ersten Benutzung',
      choices: {
        never: { label: 'Wird nicht verlangt' },
        'where-possible': { label: 'Wo der Schlüssel es verlangen kann' },
        required: { label: 'Immer, andere werden abgelehnt' },
      },
    },
    alwaysUv: { label: 'Bei jeder Benutzung nach der PIN fragen' },
    enterprise: { label: 'Okta die Seriennummer nennen' },
    residentKey: { label: 'Anmelden, ohne den Namen zu tippen' },
    userVerification: {
      label: 'Die Anmeldung auf dem Schlüssel',
      choices: {
        provider: { label: 'Wie Okta es verlangt' },
        required: { label: 'Nie ohne die PIN' },
      },
    },
    erase: {
      label: 'Bevor er ausgegeben wird',
      choices: {
        never: { label: 'Nur leere nehmen' },
        'when-not-blank': { label: 'Löschen, was nicht leer ist' },
        always: { label: 'Jeden löschen' },
      },
    },
    models: {
      label: 'Modelle, die genommen werden',
      hint: {
        detail: 'Die Nummer des Modells (AAGUID), 32 Buchstaben und Ziffern in fünf Gruppen.',
      },
      none: { detail: 'Jedes Modell wird genommen.' },
    },
    addModel: { label: 'Dieses Modell hinzufügen' },
    addInserted: { label: 'Den eingesteckten hinzufügen' },
    attestation: {
      label: 'Was den Hersteller beweist',
      choices: {
        record: { label: 'Sein Zertifikat aufheben' },
        verify: { label: 'Sein Zertifikat prüfen' },
        'require-root': { label: 'Nur bestätigte Hersteller nehmen' },
      },
    },
    origins: {
      label: 'Adressen zum Anmelden',
      choices: {
        usual: { label: 'Die übliche' },
        every: { label: 'Jede der Organisation' },
      },
    },
    missingPerson: {
      label: 'Wen Okta nicht kennt',
      choices: {
        refuse: { label: 'Bekommt keinen Schlüssel' },
        'create-staged': { label: 'Wird angelegt, noch nicht aktiv' },
        'create-active': { label: 'Wird angelegt und aktiviert' },
      },
    },
    groups: { label: 'Gruppen, in die man damit kommt' },
    findGroup: { label: 'Gruppe suchen' },
    noGroup: { detail: 'Keine Gruppe heißt so.' },
    remove: { label: '{name} entfernen' },
    attribute: {
      label: 'Ins Profil schreiben',
      choices: {
        none: { label: 'Nichts' },
        text: { label: 'Text' },
        number: { label: 'Eine Zahl' },
        yes: { label: 'Ja' },
        no: { label: 'Nein' },
      },
    },
    attributeName: { label: 'Name des Attributs' },
    attributeValue: { label: 'Sein Wert' },
    inactive: {
      label: 'Inaktiv machen heißt',
      choices: {
        'suspend-person': { label: 'Okta setzt die Person aus' },
        'leave-group': { label: 'Die Person verlässt eine Gruppe' },
        'delete-factor': { label: 'Okta vergisst den Schlüssel' },
      },
    },
    inactiveGroup: { label: 'Gruppe, die sie verlässt' },
    proof: {
      label: 'Zum Schluss wird er erprobt',
      choices: {
        key: { label: 'An dieser Station' },
        provider: { label: 'Auch durch Anmelden bei Okta' },
      },
    },
    events: {
      label: 'Änderungen bei Okta',
      choices: {
        ask: { label: 'Werden vorgelegt' },
        apply: { label: 'Gelten gleich für den Schlüssel' },
      },
    },
    letter: { label: 'Brief mit der PIN' },
    label: { label: 'Etikett für den Schlüssel' },
  },
  wrong: {
    name: { detail: 'Geben Sie ihr einen Namen mit 1 bis 100 Zeichen.' },
    'activation.gate': { detail: 'Eine selbst getippte PIN kann nicht auf die Übergabe warten.' },
    'activation.group': { detail: 'Wählen Sie die Gruppe, die den Schlüssel gelten lässt.' },
    'activation.lifetimeS': { detail: 'Tippen Sie eine ganze Zahl von 1 bis 86400.' },
    'pin.length': { detail: 'Tippen Sie 4 bis 63, und nicht weniger, als der Schlüssel nimmt.' },
    minimumPinLength: { detail: 'Tippen Sie eine ganze Zahl von 4 bis 63, oder nichts.' },
    forcePinChange: { detail: 'Eine selbst gewählte PIN muss nicht geändert werden.' },
    models: { detail: 'Eine davon ist keine Nummer eines Modells.' },
    groups: { detail: 'Wählen Sie höchstens 20 Gruppen.' },
    'attribute.name': { detail: 'Tippen Sie den Namen, den das Attribut in Oktas Profil hat.' },
    'attribute.value': { detail: 'Tippen Sie, was das Attribut sein soll, in 200 Zeichen.' },
    'inactive.group': { detail: 'Wählen Sie die Gruppe, die die Person verlässt.' },
  },
  notAModel: {
    detail: 'Das ist keine Modellnummer. Sie sieht so aus: 2fc0579f-8113-47ea-b116-bb5a8db9202a.',
  },
}
