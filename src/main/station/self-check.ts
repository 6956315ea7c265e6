import type { KeyDevice } from '../../ctap2/index.ts'
import type { FailureCause } from '../../shared/failure.ts'
import type { SelfCheckItem, SelfCheckName } from '../../shared/housekeeping.ts'
import { causeOf } from '../desk/failure-of.ts'
import { glance, openAuthenticator } from '../desk/open-key.ts'
import { ProcedureError } from '../procedure-error.ts'
import { mostNamed } from '../store/rows/unreadable-rows.ts'
import type { StationEdges } from './edges.ts'

/**
 * Can keys be opened, the provider be reached, the registry be written, secrets be sealed, the journal
 * be trusted? Changes nothing, and goes on after what is wrong. `isBusy`: a run has the key.
 */
export async function checkStation(
  edges: StationEdges,
  isBusy: boolean,
): Promise<readonly SelfCheckItem[]> {
  const devices = await look('slots', async () => (await edges.keys.list()).length)
  const keys = isBusy ? [] : await checkKeys(edges)
  return [
    devices,
    ...keys,
    await look('connection', () => Promise.resolve(connectionOf(edges))),
    ...(await checkProvider(edges)),
    await look('registry', () => edges.registry.demandWritable().then(() => null)),
    ...(await checkRows(edges)),
    await look('key-store', () => edges.registry.demandSealing().then(() => null)),
    await checkJournal(edges),
    ...keptByTheAccount(edges),
    await checkTrust(edges),
  ]
}

async function checkKeys({ keys }: StationEdges): Promise<readonly SelfCheckItem[]> {
  const devices = await keys.list().catch(() => [])
  const items: SelfCheckItem[] = []
  for (const device of devices) items.push(await look('key', () => open(keys, device)))
  return items
}

async function open(keys: StationEdges['keys'], device: KeyDevice): Promise<string> {
  const authenticator = await openAuthenticator(keys, device, glance)
  await authenticator.close()
  return device.product
}

function connectionOf({ connection }: StationEdges): string {
  if (connection.kind === 'connected') return connection.host
  if (connection.kind === 'broken') throw new ProcedureError(connection.cause)
  throw new ProcedureError({ code: 'provider-not-connected' })
}

async function checkProvider({ provider }: StationEdges): Promise<readonly SelfCheckItem[]> {
  if (!provider) return []
  const item = await look('provider', async () => {
    await provider.unattended.searchPeople('a')
    return provider.host
  })
  return [item]
}

/** Each row that cannot be read is a problem of its own. */
async function checkRows({ registry }: StationEdges): Promise<readonly SelfCheckItem[]> {
  const all = await look('rows', () => registry.readEveryRow().then(() => null))
  const unreadable = registry.unreadable.list()
  if (unreadable.length === 0) return [all]
  const problem = { name: 'rows', state: 'problem' } as const
  const named = unreadable.slice(0, mostNamed).map((cause) => ({ ...problem, cause, found: null }))
  const isMore = unreadable.length > mostNamed
  return [...named, ...(isMore ? [{ ...problem, cause: null, found: unreadable.length }] : [])]
}

async function checkJournal({ registry }: StationEdges): Promise<SelfCheckItem> {
  try {
    const verdict = await registry.journal.verify()
    if (!verdict.intact)
      return { name: 'journal', state: 'problem', cause: null, found: verdict.seq }
    return { name: 'journal', state: 'ok', cause: null, found: verdict.entries }
  } catch (error) {
    // Without its keeper nothing can be said of it.
    return { name: 'journal', state: 'problem', cause: causeOf(error), found: null }
  }
}

/** Who can read the account's files can sign as this station: a warning, no more than the system allows. */
function keptByTheAccount({ registry }: StationEdges): readonly SelfCheckItem[] {
  if (registry.journalKeeper !== 'account-file') return []
  return [{ name: 'journal-key', state: 'warning', cause: null, found: null }]
}

/** Nothing trusted is no problem, until a template asks for a trusted root. */
async function checkTrust({ trustStore }: StationEdges): Promise<SelfCheckItem> {
  const { roots, metadata, problems } = await trustStore.read()
  const [problem] = problems
  if (problem) return { name: 'trust', state: 'problem', cause: null, found: problem.file }
  const isOverdue = metadata?.isOverdue === true
  const found = roots.length + (metadata?.models ?? 0)
  return { name: 'trust', state: isOverdue ? 'warning' : 'ok', cause: null, found }
}

async function look(
  name: SelfCheckName,
  find: () => Promise<SelfCheckItem['found']>,
): Promise<SelfCheckItem> {
  try {
    return { name, state: 'ok', cause: null, found: await find() }
  } catch (error) {
    const cause: FailureCause = causeOf(error)
    return { name, state: 'problem', cause, found: null }
  }
}
