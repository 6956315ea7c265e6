import type { ReadinessWords } from '../readiness-words.ts'

const list = (words: readonly string[]): string => words.join(', ') || 'keine'

const tokenDetail = {
  DPoP: 'Angemeldet mit Token, die an diese Station gebunden sind (DPoP).',
  Bearer: 'Angemeldet, mit Token, die jedem nützen, der sie hat.',
  SSWS: 'Ein API-Token wird benutzt. Das ist Laborbetrieb: Es hat alle Rechte seines Administrators.',
} as const

/** Okta's standings, as they stand in a sentence. */
const standings: Readonly<Record<string, string>> = {
  STAGED: 'vorbereitet',
  PROVISIONED: 'eingeladen',
  RECOVERY: 'beim Zurücksetzen',
  PASSWORD_EXPIRED: 'mit abgelaufenem Passwort',
  LOCKED_OUT: 'gesperrt',
  SUSPENDED: 'ausgesetzt',
  DEPROVISIONED: 'deaktiviert',
}

const details: ReadinessWords['details'] = {
  'could-not-ask': ({ error, detail }) => `Das hat Okta nicht beantwortet: ${detail || error}.`,
  'not-asked': ({ missing }) =>
    missing === 'key'
      ? 'Nicht angesehen: Es wurde kein Schlüssel genannt.'
      : 'Nur zum Teil angesehen: Es wurde keine Person genannt.',
  reachable: ({ organizationId }) => `Die Organisation ${organizationId} ist erreicht.`,
  'identity-engine': () => 'Die Organisation hat die Identity Engine.',
  'classic-engine': () => 'Die Organisation hat die Classic Engine.',
  clock: ({ offsetS }) =>
    Math.abs(offsetS) <= 30
      ? 'Dieser Computer und Okta haben dieselbe Zeit.'
      : `Dieser Computer geht ${Math.abs(offsetS)} Sekunden ${offsetS < 0 ? 'vor' : 'nach'}.`,
  'origin-known': ({ origin }) => `Schlüssel werden für ${origin} gemacht.`,
  'origin-foreign': ({ origin, known }) =>
    `Schlüssel würden für ${origin} gemacht, die Organisation nennt aber ${list(known)}.`,
  token: ({ scheme }) => tokenDetail[scheme],
  'token-refused': ({ error, reason }) => `Okta hat die Anmeldung abgelehnt: ${reason || error}.`,
  'scope-granted': ({ scope }) => `${scope} ist erteilt.`,
  'scope-missing': ({ scope, reason }) => `${scope} ist nicht erteilt. ${reason}`.trim(),
  'scopes-excessive': ({ scopes }) => `Die App hat außerdem ${list(scopes)}.`,
  'scopes-few': () => 'Die App hat keinen solchen Scope.',
  'role-sufficient': () => 'Die Rolle deckt ab, was das Ausgeben braucht, und nichts Weiteres.',
  'role-too-weak': ({ missing }) => `Der Rolle fehlt ${list(missing)}.`,
  'role-too-strong': ({ able }) => `Die Rolle erlaubt außerdem ${list(able)}.`,
  'authenticator-active': () => 'Der Passkey-Authenticator ist aktiv.',
  'authenticator-inactive': () => 'Den Passkey-Authenticator gibt es, er ist aber nicht aktiv.',
  'authenticator-missing': () => 'Der Passkey-Authenticator wurde nicht hinzugefügt.',
  'roaming-keys-refused': () => 'Erlaubt ist nur, was in einem Gerät fest eingebaut ist.',
  'settings-fit': () => 'Okta und die Vorlage stimmen überein.',
  'resident-key-expected': () =>
    'Okta verlangt eine auffindbare Anmeldung, und die Vorlage legt keine an.',
  'resident-key-discouraged': () =>
    'Okta rät von auffindbaren Anmeldungen ab, und die Vorlage legt eine an.',
  'user-verification': ({ setting }) =>
    setting === 'DISCOURAGED'
      ? 'Okta fragt nicht nach der PIN. Wer einen Schlüssel findet, kann ihn benutzen.'
      : `Die Prüfung der Person steht auf ${setting.toLowerCase()}.`,
  'rp-id': ({ rpId }) => `Anmeldungen gehören zu ${rpId}.`,
  'rp-id-unverified': ({ rpId, status }) =>
    `Die eigene RP ID ${rpId} ist eingeschaltet, aber nicht bestätigt (${status}).`,
  'rp-id-differs': ({ here, there }) =>
    `Die Verbindung sagt ${here}, Okta sagt ${there}. Ein Schlüssel für das eine gilt nicht beim anderen.`,
  'enrollment-allowed': ({ policy }) => `Die Richtlinie „${policy}“ erlaubt Passkeys.`,
  'enrollment-refused': ({ policy }) =>
    policy === ''
      ? 'Keine Richtlinie erlaubt Passkeys.'
      : `Die Richtlinie „${policy}“ erlaubt keine Passkeys.`,
  'model-allowed': ({ groups }) =>
    groups.length === 0 ? 'Jedes Modell ist erlaubt.' : `Das Modell gehört zu ${list(groups)}.`,
  'model-refused': ({ policy, groups, aaguid }) =>
    `Die Richtlinie „${policy}“ erlaubt nur ${list(groups)}; das Modell ${aaguid} gehört nicht dazu.`,
  'phishing-resistance': ({ policies }) => `Verlangt von ${list(policies)}.`,
  'no-phishing-resistance': ({ policies }) =>
    `Keine dieser Richtlinien verlangt sie: ${list(policies)}.`,
  'person-fit': ({ login }) => `${login} ist aktiv.`,
  'person-status': ({ login, status }) => `${login} ist ${standings[status] ?? status}.`,
  'person-missing': ({ query }) => `Niemand hat das Login oder die ID ${query}.`,
  'no-leftovers': ({ active }) => `${active} aktiv, nichts Liegengebliebenes.`,
  leftovers: ({ pending }) => `${pending} begonnen und nie beendet.`,
  'factors-nearly-full': ({ active, maximum }) => `${active} von ${maximum} sind belegt.`,
}

const remedies: ReadinessWords['remedies'] = {
  'could-not-ask': 'Erteilen Sie den genannten Scope oder das Recht und prüfen Sie noch einmal.',
  'classic-engine': 'Keydesk braucht die Identity Engine. Fragen Sie Okta nach dem Umstieg.',
  clock: 'Stellen Sie die Uhr nach einem Zeitserver. Bis dahin rechnet Keydesk es heraus.',
  'origin-foreign':
    'Setzen Sie „origin“ in der Verbindungsdatei auf die Adresse, an der man sich anmeldet.',
  token:
    'Schalten Sie „Require Demonstrating Proof of Possession“ ein, und nehmen Sie eine Service-App.',
  'token-refused':
    'Vergleichen Sie Client-ID, Schlüssel-ID und Schlüssel mit der App, oder machen Sie ein neues API-Token.',
  'scope-missing': 'Erteilen Sie der App den Scope. Das kann nur ein Super-Administrator.',
  'scopes-excessive': 'Nehmen Sie sie zurück: Eine Station braucht keinen davon.',
  'role-too-weak': 'Geben Sie der eigenen Rolle diese Rechte, für die Gruppen mit Schlüsseln.',
  'role-too-strong': 'Weisen Sie eine eigene Rolle zu, nur mit den Rechten aus docs/okta.md.',
  'authenticator-inactive': 'Aktivieren Sie ihn.',
  'authenticator-missing': 'Fügen Sie „Passkey (FIDO2 WebAuthn)“ hinzu.',
  'roaming-keys-refused': 'Stellen Sie „Attachment“ auf „Any“ oder „Roaming“.',
  'resident-key-expected': 'Wählen Sie eine Vorlage, die auffindbare Anmeldungen anlegt.',
  'resident-key-discouraged': 'Stellen Sie sie auf „Required“ oder „Preferred“.',
  'user-verification': 'Stellen Sie „User verification“ auf „Required“ oder „Preferred“.',
  'rp-id-unverified':
    'Veröffentlichen Sie den DNS-Eintrag, den Okta nennt, und bestätigen Sie die Domain.',
  'rp-id-differs': 'Setzen Sie „customRpId“ in der Verbindungsdatei auf das, was Okta sagt.',
  'enrollment-refused':
    'Stellen Sie „Passkey (FIDO2 WebAuthn)“ in dieser Richtlinie auf „Optional“ oder „Required“.',
  'model-refused': 'Nehmen Sie das Modell in eine der Gruppen auf, oder einen anderen Schlüssel.',
  'no-phishing-resistance': 'Verlangen Sie „Phishing resistant“, wo ein Schlüssel nötig sein soll.',
  'person-status': 'Aktivieren oder entsperren Sie die Person zuerst.',
  'person-missing':
    'Prüfen Sie die Schreibweise. Wer eben angelegt wurde, erscheint nach einer Minute.',
  leftovers: 'Löschen Sie sie; was Keydesk begann, räumt es selbst auf.',
  'factors-nearly-full': 'Löschen Sie Schlüssel, die niemand mehr benutzt.',
}

export const readinessWords: ReadinessWords = {
  titles: {
    organization: 'Organisation erreichbar',
    engine: 'Identity Engine',
    clock: 'Uhr',
    origin: 'Adresse zum Anmelden',
    'sign-in': 'Anmeldung der Station',
    scope: 'Scope',
    'excess-scopes': 'Überzählige Scopes',
    role: 'Administratorrolle',
    authenticator: 'Passkey-Authenticator',
    'resident-key': 'Auffindbare Anmeldungen',
    'user-verification': 'Prüfung der Person',
    'rp-id': 'RP ID',
    'enrollment-policy': 'Richtlinie zum Registrieren',
    'key-model': 'Modell des Schlüssels',
    'sign-on-policy': 'Phishing-sichere Anmeldung',
    person: 'Person',
    leftovers: 'Schlüssel der Person',
  },
  places: {
    'app-general': 'Applications > die App der Station > General',
    'app-scopes': 'Applications > die App der Station > Okta API Scopes',
    'app-roles': 'Applications > die App der Station > Admin roles',
    'api-tokens': 'Security > API > Tokens',
    authenticators: 'Security > Authenticators > Setup',
    'passkey-settings': 'Security > Authenticators > Passkey (FIDO2 WebAuthn) > Settings',
    'passkey-groups':
      'Security > Authenticators > Passkey (FIDO2 WebAuthn) > Authenticator settings',
    'enrollment-policies': 'Security > Authenticators > Enrollment',
    'sign-on-policies': 'Security > Authentication Policies',
    domains: 'Customizations > Brands > Domains',
    person: 'Directory > People > die Person > More Actions',
    upgrade: 'Settings > Account > Okta Identity Engine upgrade',
    station: 'diese Station',
  },
  details,
  remedies,
}
