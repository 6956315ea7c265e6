import type { Issuance, IssuanceState } from '../../shared/records.ts'
import type { Order } from '../../shared/run.ts'
import { ProcedureError } from '../procedure-error.ts'
import { requestFrom, type Station } from '../station/station.ts'
import { demandTemplate } from './commands/templates.ts'
import type { TerminalOptions } from './options.ts'
import { UsageError } from './usage-error.ts'

/** The commands that are one run each. */
export type RunCommand =
  | 'issue'
  | 'replace'
  | 'set-pin'
  | 'reset-pin'
  | 'activate'
  | 'inactivate'
  | 'reactivate'
  | 'revoke'
  | 'whose'
  | 'erase'

/** In which states of an issuance a command makes sense, where it is found by its holder or key. */
const fitting: { readonly [C in RunCommand]?: readonly IssuanceState[] } = {
  replace: ['issued', 'active', 'inactive'],
  activate: ['issued', 'active'],
  inactivate: ['active'],
  reactivate: ['inactive'],
  revoke: ['issued', 'active', 'inactive'],
}

/** Never issued: it stands in nobody's way, and is told of only where there is nothing else. */
const neverIssued: readonly IssuanceState[] = ['expired', 'planned']

/** What a command line orders. Throws UsageError, or ProcedureError when no issuance is meant. */
export async function orderOf(
  station: Station,
  command: RunCommand,
  options: TerminalOptions,
): Promise<Order> {
  switch (command) {
    case 'issue':
      return issueOrder(station, options)
    case 'set-pin':
      return { procedure: 'set-pin' }
    case 'reset-pin':
      return { procedure: 'reset-pin', pin: options.forgotten ? 'forgotten' : 'known' }
    case 'whose':
      return { procedure: 'whose-key', readCredentials: options.credentials }
    case 'erase':
      return { procedure: 'erase-key' }
    case 'replace': {
      const { template } = options
      if (template !== null) demandTemplate(station, template)
      const issuanceId = await findIssuance(station, command, options)
      const how = template === null ? {} : { templateId: template }
      return { procedure: 'replace-key', issuanceId, ...how }
    }
    case 'activate':
    case 'inactivate':
    case 'reactivate':
    case 'revoke':
      return { procedure: command, issuanceId: await findIssuance(station, command, options) }
  }
}

function issueOrder(
  station: Station,
  { person, template, pinFile, newPerson }: TerminalOptions,
): Order {
  const templateId = template ?? (pinFile ? 'walk-in' : 'hand-over')
  demandTemplate(station, templateId)
  const create = newPerson === null ? {} : { newPerson }
  return { procedure: 'issue-key', personId: person ?? '', templateId, ...create }
}

/** By its id, or the only fitting one of a person or a key. */
async function findIssuance(
  station: Station,
  command: RunCommand,
  { argument, person, serial }: TerminalOptions,
): Promise<string> {
  if (argument !== null) return argument
  const text = person ?? serial
  if (text === null) {
    throw new UsageError('issuance-needed', { command })
  }
  return theOnly(fittingOf(command, await issuancesOf(station, text)))
}

/** The issuances of a person or a key, by the whole login or serial number. Throws ProcedureError. */
export async function issuancesOf(station: Station, text: string): Promise<readonly Issuance[]> {
  const page = { text, states: [], sort: 'newest', offset: 0, limit: 500 } as const
  const reply = await requestFrom(station, 'issuances.list', page)
  if (!reply.ok) throw new ProcedureError(reply.cause)
  return reply.value.rows.filter((row) => isMeant(row, text))
}

/** Those that the command can work on. Throws ProcedureError `wrong-state` where there are only others. */
function fittingOf(command: RunCommand, rows: readonly Issuance[]): readonly Issuance[] {
  const states = fitting[command] ?? []
  const found = rows.filter(({ state }) => states.includes(state))
  const issued = rows.filter(({ state }) => !neverIssued.includes(state))
  const other = issued.find(({ state }) => state !== 'revoked') ?? issued[0] ?? rows[0]
  if (found.length === 0 && other)
    throw new ProcedureError({ code: 'wrong-state', state: other.state })
  return found
}

/** The list is searched by beginnings; what is meant is the whole. */
export function isMeant({ login, keySerial }: Issuance, text: string): boolean {
  return login.toLowerCase() === text.toLowerCase() || keySerial === text
}

/** The one bundle that is meant. Throws ProcedureError for none, UsageError for several. */
export function theOnly(rows: readonly Issuance[]): string {
  const bundles = new Set(rows.map(({ bundleId }) => bundleId))
  const [first] = bundles
  if (first === undefined) throw new ProcedureError({ code: 'issuance-not-found' })
  if (bundles.size === 1) return first
  const ids = [...bundles].join(', ')
  throw new UsageError('several-issuances', { ids })
}
