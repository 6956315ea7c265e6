import type { HelpName, TerminalWords } from '../../shared/text/terminal-words.ts'

type Row = readonly [HelpName, string]

// What is typed is the same in every language; what it does is in shared/text.

const procedures: readonly Row[] = [
  ['issue', 'station issue --person LOGIN'],
  ['set-pin', 'station set-pin'],
  ['activate', 'station activate ISSUANCE'],
  ['inactivate', 'station inactivate ISSUANCE'],
  ['reactivate', 'station reactivate ISSUANCE'],
  ['revoke', 'station revoke ISSUANCE'],
  ['reset-pin', 'station reset-pin'],
  ['replace', 'station replace ISSUANCE'],
  ['whose', 'station whose'],
  ['erase', 'station erase'],
  ['unfinished', 'station unfinished [ISSUANCE]'],
  ['hand-over', 'station hand-over ISSUANCE'],
]

const looking: readonly Row[] = [
  ['keys', 'station keys'],
  ['check', 'station check'],
  ['issuances', 'station issuances [TEXT]'],
  ['readiness', 'station readiness'],
  ['events', 'station events'],
]

const keeping: readonly Row[] = [
  ['templates', 'station templates'],
  ['trust', 'station trust'],
  ['audit-list', 'station audit list'],
  ['audit-verify', 'station audit verify'],
  ['audit-export', 'station audit export'],
  ['audit-checkpoints', 'station audit checkpoints FOLDER'],
  ['backup', 'station backup FILE'],
  ['recovery-key', 'station recovery-key FILE'],
  ['restore', 'station restore FILE'],
  ['join', 'station join [FOLDER]'],
]

const edges: readonly Row[] = [
  ['key', '--key udp:127.0.0.1:PORT'],
  ['connection', '--connection FILE'],
  ['demo', '--demo'],
  ['demo-okta', '--demo-okta'],
  ['on-key', '--on-key ID|none|unknown'],
]

const pins: readonly Row[] = [
  ['pin-file', '--pin-file FILE'],
  ['current-pin-file', '--current-pin-file FILE'],
  ['pin-out', '--pin-out FILE'],
  ['template', '--template ID'],
]

const more: readonly Row[] = [
  ['erase-option', '--erase'],
  ['yes', '--yes'],
  ['new-person', '--first-name N --last-name N'],
  ['wait', '--wait SECONDS'],
  ['data', '--data FOLDER'],
  ['language', '--language LANGUAGE'],
  ['json', '--json'],
]

const typedWidth = 34
const toldWidth = 64

/** What `station help` prints, line by line. */
export function helpLines({ help }: TerminalWords): readonly string[] {
  const part = (title: string, rows: readonly Row[]): string[] => [
    title,
    ...rows.flatMap(([name, typed]) => rowOf(typed, help.rows[name].label)),
  ]
  return [
    help.title,
    '',
    ...part(help.procedures.label, procedures),
    `  ${help.which.detail}`,
    '',
    ...part(help.looking.label, looking),
    '',
    ...part(help.keeping.label, keeping),
    '',
    ...part(help.edges.label, edges),
    '',
    ...part(help.pins.label, pins),
    '',
    ...part(help.more.label, more),
    '',
    help.networks.detail,
    help.exit.detail,
  ]
}

function rowOf(typed: string, told: string): string[] {
  const [first = '', ...rest] = wrap(told)
  return [
    `  ${typed.padEnd(typedWidth)}${first}`,
    ...rest.map((line) => `  ${' '.repeat(typedWidth)}${line}`),
  ]
}

function wrap(text: string): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trim()
    if (line.length <= toldWidth) lines[lines.length - 1] = line
    else lines.push(word)
  }
  return lines
}
