import type { TemplateWords } from '../template-words.ts'

export const templateWords: TemplateWords = {
  names: {
    'walk-in': { label: 'Am Schalter' },
    'hand-over': { label: 'Übergabe mit zufälliger PIN' },
  },
  pin: {
    'random-digits': { detail: 'Die Station macht eine PIN mit {length} Ziffern zum Übergeben.' },
    'random-letters': {
      detail: 'Die Station macht eine PIN mit {length} Buchstaben zum Übergeben.',
    },
    typed: { detail: 'Die Person tippt während der Ausgabe eine eigene PIN.' },
  },
  minimum: { detail: 'Der Schlüssel nimmt keine PIN mit weniger als {length} Zeichen.' },
  change: {
    'where-possible': {
      detail:
        'Die Person ändert die PIN vor der ersten Benutzung, wenn der Schlüssel das verlangen kann.',
    },
    required: { detail: 'Die Person muss die PIN vor der ersten Benutzung ändern.' },
  },
  alwaysUv: { detail: 'Der Schlüssel verlangt seine PIN bei jeder Benutzung, überall.' },
  guarded: { detail: 'Die Anmeldung auf dem Schlüssel nützt niemandem ohne die PIN.' },
  enterprise: {
    detail: 'Der Schlüssel nennt Okta seine Seriennummer, vom Hersteller unterschrieben.',
  },
  erase: {
    never: { detail: 'Nur leere Schlüssel werden genommen.' },
    'when-not-blank': { detail: 'Ein nicht leerer Schlüssel wird gelöscht, wenn Sie zustimmen.' },
    always: {
      detail: 'Jeder Schlüssel wird zuerst gelöscht, ein nicht leerer erst, wenn Sie zustimmen.',
    },
  },
  atOnce: { detail: 'Der Schlüssel gilt, sobald er ausgegeben ist.' },
  gates: {
    pin: { detail: 'Der Schlüssel gilt, sobald seine PIN übergeben ist.' },
    group: {
      detail: 'Der Schlüssel gilt, sobald er freigegeben ist; dann kommt die Person in {group}.',
    },
    challenge: {
      detail: 'Der Schlüssel gilt, sobald er freigegeben ist. Dafür bleiben {time}.',
    },
  },
  duration: {
    second: { word: 'eine Sekunde' },
    seconds: { word: '{count} Sekunden' },
    minutes: { word: '{count} Minuten' },
    hours: { word: '{count} Stunden' },
  },
  models: {
    one: { detail: 'Nur ein einziges Modell wird genommen.' },
    several: { detail: 'Nur {count} Modelle werden genommen.' },
  },
  attestation: {
    verify: { detail: 'Das Zertifikat des Herstellers auf dem Schlüssel wird geprüft.' },
    'require-root': { detail: 'Nur Schlüssel mit bestätigtem Hersteller werden genommen.' },
  },
  everyOrigin: { detail: 'Er wird für jede Adresse registriert, an der man sich anmeldet.' },
  missing: {
    'create-staged': { detail: 'Wen Okta nicht kennt, wird angelegt, aber noch nicht aktiviert.' },
    'create-active': { detail: 'Wen Okta nicht kennt, wird angelegt und aktiviert.' },
  },
  groups: {
    one: { detail: 'Mit dem Schlüssel kommt die Person in die Gruppe {groups}.' },
    several: { detail: 'Mit dem Schlüssel kommt die Person in die Gruppen {groups}.' },
  },
  attribute: { detail: 'Im Profil der Person wird {name} zu {value}.' },
  inactive: {
    'suspend-person': {
      detail: 'Inaktiv heißt: Okta setzt die ganze Person aus, jeder Zugang ist gesperrt.',
    },
    'leave-group': { detail: 'Inaktiv heißt: Die Person verlässt die Gruppe {group}.' },
    'delete-factor': {
      detail: 'Inaktiv heißt: Okta vergisst ihn. Zum Zurückholen muss er an den Schalter.',
    },
  },
  proof: { detail: 'Zum Schluss meldet sich der neue Schlüssel einmal zur Probe bei Okta an.' },
  events: {
    detail: 'Was bei Okta mit der Person geschieht, gilt ohne Rückfrage für den Schlüssel.',
  },
  papers: {
    letter: { detail: 'Ein Brief mit der PIN wird zum Drucken angeboten.' },
    label: { detail: 'Ein Etikett für den Schlüssel wird zum Drucken angeboten.' },
    both: {
      detail:
        'Ein Brief mit der PIN und ein Etikett für den Schlüssel werden zum Drucken angeboten.',
    },
  },
}
