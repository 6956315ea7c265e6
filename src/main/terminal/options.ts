import { parseArgs } from 'node:util'
import { separatorOf, type CsvSeparator } from '../../shared/csv.ts'
import type { NewPersonName } from '../../shared/run.ts'
import type { ExportForm } from '../store/journal/export.ts'
import { checkLengths, checkNewPerson } from './given-names.ts'
import { isLanguage } from './language.ts'
import { UsageError } from './usage-error.ts'

/** What can be asked of the terminal. */
export const commandNames = Object.freeze([
  'issue',
  'replace',
  'set-pin',
  'reset-pin',
  'activate',
  'inactivate',
  'reactivate',
  'revoke',
  'whose',
  'erase',
  'unfinished',
  'issuances',
  'templates',
  'trust',
  'keys',
  'check',
  'readiness',
  'events',
  'audit',
  'backup',
  'recovery-key',
  'restore',
  'join',
  'hand-over',
  'help',
] as const)
export type CommandName = (typeof commandNames)[number]

/** How many words may follow a command. */
const takesWords: { readonly [C in CommandName]?: number } = {
  audit: 2,
  backup: 1,
  'recovery-key': 1,
  restore: 1,
  join: 1,
  'hand-over': 1,
  replace: 1,
  activate: 1,
  inactivate: 1,
  reactivate: 1,
  revoke: 1,
  unfinished: 1,
  issuances: 1,
  templates: 2,
  trust: 2,
}

const optionTypes = {
  person: { type: 'string' },
  template: { type: 'string' },
  apply: { type: 'string' },
  dismiss: { type: 'string' },
  format: { type: 'string' },
  separator: { type: 'string' },
  out: { type: 'string' },
  limit: { type: 'string' },
  key: { type: 'string' },
  connection: { type: 'string' },
  data: { type: 'string' },
  'pin-file': { type: 'string' },
  'current-pin-file': { type: 'string' },
  'pin-out': { type: 'string' },
  'attestation-out': { type: 'string' },
  serial: { type: 'string' },
  email: { type: 'string' },
  'first-name': { type: 'string' },
  'last-name': { type: 'string' },
  'on-key': { type: 'string' },
  reason: { type: 'string' },
  'from-another-station': { type: 'boolean' },
  'recovery-key': { type: 'string' },
  against: { type: 'string' },
  forgotten: { type: 'boolean' },
  credentials: { type: 'boolean' },
  'without-key': { type: 'boolean' },
  yes: { type: 'boolean' },
  wait: { type: 'string' },
  erase: { type: 'boolean' },
  demo: { type: 'boolean' },
  'demo-okta': { type: 'boolean' },
  json: { type: 'boolean' },
  language: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** The command line, read and checked. */
export interface TerminalOptions {
  readonly command: CommandName
  /** The word after the command: what to do, a file, or the id of an issuance. */
  readonly argument: string | null
  /** What comes after it: the template's id or file, the file of roots or metadata. */
  readonly second: string | null
  readonly person: string | null
  readonly template: string | null
  /** Ids of proposals to decide. */
  readonly apply: string | null
  readonly dismiss: string | null
  readonly exportForm: ExportForm
  readonly out: string | null
  readonly limit: number
  /** UDP port of an authenticator on 127.0.0.1, instead of USB. */
  readonly udpPort: number | null
  readonly connectionFile: string | null
  readonly dataDirectory: string | null
  readonly pinFile: string | null
  /** The PIN the key has now, where the new one is chosen. */
  readonly currentPinFile: string | null
  readonly pinOut: string | null
  /** What is on a key that does not tell: the id of an issuance, `pin`, `none` or `unknown`. */
  readonly onKey: string | null
  /** Where what a key showed when it was issued is written. */
  readonly attestationOut: string | null
  /** Why a backup takes the registry's place. */
  readonly reason: string | null
  /** Another station's backup will do. */
  readonly fromAnotherStation: boolean
  /** The recovery key of the station whose backup it is. */
  readonly recoveryKeyFile: string | null
  /** A folder of checkpoints to hold the journal against. */
  readonly against: string | null
  /** Of the key whose issuance is meant. */
  readonly serial: string | null
  /** Somebody to be created where the provider does not know them. */
  readonly newPerson: NewPersonName | null
  readonly forgotten: boolean
  readonly credentials: boolean
  readonly withoutKey: boolean
  /** What is asked for confirmation is confirmed. */
  readonly yes: boolean
  readonly waitMs: number
  readonly erase: boolean
  readonly demo: boolean
  readonly demoOkta: boolean
  readonly json: boolean
}

/** Reads the command line. Throws UsageError. */
export function readOptions(args: readonly string[]): TerminalOptions {
  const { values, positionals } = parse(args)
  const [command = 'help', ...rest] = positionals
  if (!isCommandName(command)) throw new UsageError('no-command', { name: command })
  const words = rest.splice(0, takesWords[command] ?? 0)
  if (rest.length > 0) throw new UsageError('too-many-words', { word: rest[0] })
  if (!isLanguage(values.language ?? 'en')) throw new UsageError('language')
  checkNames(command, words, values)
  const options = {
    command: values.help ? ('help' as const) : command,
    argument: words[0] ?? null,
    second: words[1] ?? null,
    person: values.person ?? null,
    template: values.template ?? null,
    apply: values.apply ?? null,
    dismiss: values.dismiss ?? null,
    exportForm: readExportForm(values.format ?? 'jsonl', values.separator),
    out: values.out ?? null,
    limit: readNumber('limit', values.limit ?? '50'),
    udpPort: values.key === undefined ? null : readKeyAddress(values.key),
    connectionFile: values.connection ?? null,
    dataDirectory: values.data ?? null,
    pinFile: values['pin-file'] ?? null,
    currentPinFile: values['current-pin-file'] ?? null,
    pinOut: values['pin-out'] ?? null,
    onKey: values['on-key'] ?? null,
    attestationOut: values['attestation-out'] ?? null,
    reason: values.reason ?? null,
    fromAnotherStation: values['from-another-station'] ?? false,
    recoveryKeyFile: values['recovery-key'] ?? null,
    against: values.against ?? null,
    serial: values.serial ?? null,
    newPerson: readNewPerson(values),
    forgotten: values.forgotten ?? false,
    credentials: values.credentials ?? false,
    withoutKey: values['without-key'] ?? false,
    yes: values.yes ?? false,
    waitMs: readNumber('wait', values.wait ?? '0') * 1000,
    erase: values.erase ?? false,
    demo: values.demo ?? false,
    demoOkta: values['demo-okta'] ?? false,
    json: values.json ?? false,
  }
  checkTogether(options)
  return options
}

/** Node's own words for what is wrong are English and a programmer's, so what it found is judged here. */
function parse(args: readonly string[]) {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: optionTypes,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind === 'option') checkOption(token.name, token.rawName, token)
  }
  return { values: values as Values, positionals }
}

type Options = typeof optionTypes
type Values = {
  readonly [O in keyof Options]?: Options[O]['type'] extends 'string' ? string : boolean
}

interface Given {
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

function checkOption(name: string, option: string, { value, inlineValue }: Given): void {
  if (!isOptionName(name)) throw new UsageError('no-option', { option })
  if (optionTypes[name].type === 'boolean') {
    if (value !== undefined) throw new UsageError('takes-no-value', { option })
    return
  }
  // The next option is no value; "-" is standard input.
  const isNextOption = inlineValue !== true && /^-./u.test(value ?? '')
  if (value === undefined || value === '' || isNextOption) {
    throw new UsageError('needs-value', { option })
  }
}

function isOptionName(name: string): name is keyof Options {
  return Object.hasOwn(optionTypes, name)
}

function isCommandName(name: string): name is CommandName {
  return (commandNames as readonly string[]).includes(name)
}

/** `udp:127.0.0.1:PORT`: this machine only, for a report over UDP is neither sealed nor signed. */
function readKeyAddress(text: string): number {
  const match = /^udp:(?:127\.0\.0\.1|localhost):(\d{1,5})$/.exec(text)
  const port = Number(match?.[1] ?? 0)
  if (port < 1 || port > 65_535) throw new UsageError('key-address')
  return port
}

function readNumber(option: string, text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new UsageError('number', { option: `--${option}` })
  return Number(text)
}

/** A name makes somebody new; without an e-mail address it is the login. */
function readNewPerson(values: Values): NewPersonName | null {
  const { 'first-name': firstName, 'last-name': lastName, person } = values
  const email = values.email ?? person
  if (firstName === undefined && lastName === undefined) return null
  if (firstName && lastName && email) return checkNewPerson({ firstName, lastName, email })
  throw new UsageError('new-person')
}

/** CSV is for the spreadsheet of this computer, unless another is meant. */
function readExportForm(format: string, separator: string | undefined): ExportForm {
  if (format !== 'jsonl' && format !== 'csv') throw new UsageError('format')
  if (format === 'csv') return { format, separator: readSeparator(separator ?? separatorHere()) }
  if (separator === undefined) return { format }
  throw new UsageError('separator-without-csv')
}

const separatorHere = (): CsvSeparator =>
  separatorOf(new Intl.DateTimeFormat().resolvedOptions().locale)

function readSeparator(text: string): CsvSeparator {
  if (text === 'comma' || text === 'semicolon' || text === 'tab') return text
  throw new UsageError('separator')
}

const needsIssuance: readonly CommandName[] = [
  'replace',
  'activate',
  'inactivate',
  'reactivate',
  'revoke',
  'hand-over',
]

/** These may be followed by the id of an issuance. */
const takesIssuance: readonly CommandName[] = [...needsIssuance, 'unfinished', 'issuances']

const names = [
  'person',
  'template',
  'apply',
  'dismiss',
  'serial',
  'email',
  'first-name',
  'last-name',
  'on-key',
] as const

function checkNames(command: CommandName, [word]: readonly string[], values: Values): void {
  checkLengths(Object.fromEntries(names.map((name) => [`--${name}`, values[name]])))
  if (takesIssuance.includes(command)) checkLengths({ ISSUANCE: word })
}

const longestWaitMs = 86_400_000

function checkTogether(options: TerminalOptions): void {
  const { command, argument, person, serial } = options
  if (command === 'issue' && person === null) throw new UsageError('person-needed')
  if (options.connectionFile && (options.demo || options.demoOkta)) {
    throw new UsageError('connection-or-demo')
  }
  if (options.attestationOut !== null && !(command === 'issuances' && argument !== null)) {
    throw new UsageError('attestation-out')
  }
  if (needsIssuance.includes(command) && (argument ?? person ?? serial) === null) {
    throw new UsageError('issuance-needed', { command })
  }
  if (command === 'hand-over' && options.pinOut === null) throw new UsageError('pin-out-needed')
  if (options.dataDirectory === ':memory:') throw new UsageError('data-is-memory')
  if (command === 'issue') checkPinOfIssue(options)
  if (options.waitMs > longestWaitMs) throw new UsageError('wait-too-long')
  if (options.pinFile && options.pinOut) throw new UsageError('two-pin-files')
}

function checkPinOfIssue({ pinFile, pinOut, template }: TerminalOptions): void {
  if (pinFile && template === 'hand-over') throw new UsageError('pin-is-made')
  if (pinOut && template === 'walk-in') throw new UsageError('pin-is-typed')
}
