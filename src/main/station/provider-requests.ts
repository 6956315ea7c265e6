import type { ConnectionState } from '../../shared/contract.ts'
import type { ReadinessItem } from '../../shared/readiness.ts'
import { readAaguid } from '../desk/key-session.ts'
import { ProcedureError } from '../procedure-error.ts'
import type { Provider } from '../provider/provider.ts'
import { decideProposal } from '../workflows/decide-proposal.ts'
import type { StationEdges, Successors } from './edges.ts'
import { findPeople } from './find-people.ts'
import type { Handlers } from './handlers.ts'
import { dialogsOf } from './housekeeping.ts'
import type { ProviderWatch } from './provider-watch.ts'
import type { StationState } from './state.ts'

/** What is asked of the identity provider: people, groups, whether it is ready, what changed there. */
export function providerHandlers(edges: StationEdges, state: StationState) {
  return {
    'connection.choose': async () => {
      const successors = successorsOf(edges, state)
      const file = await dialogsOf(edges).chooseFile()
      if (file !== null) await successors.connect(file)
      return null
    },
    'people.search': ({ text }) => findPeople(edges.registry, providerOf(edges), text),
    'groups.search': async ({ text }) => {
      const found = await providerOf(edges).searchGroups(text)
      return found.filter(({ isManaged }) => !isManaged).map(({ id, name }) => ({ id, name }))
    },
    'readiness.check': ({ person }) => checkReadiness(edges, state, person),
    'proposals.read': async () => {
      await watchOf(edges, state).read()
      return state.snapshot().proposals
    },
    'proposals.decide': async ({ id, decision }) => {
      await state.thenShow(() => decideProposal(edges, id, decision))
      return null
    },
  } satisfies Partial<Handlers>
}

/** Throws ProcedureError where nothing can take this station's place, now or ever. */
export function successorsOf({ successors }: StationEdges, { lanes }: StationState): Successors {
  if (!successors) throw new ProcedureError({ code: 'not-available', what: 'another station' })
  if (lanes.isBusy) throw new ProcedureError({ code: 'run-in-progress' })
  return successors
}

/** Throws ProcedureError where no connection is set up, or the one that is cannot be used. */
export function providerOf({ provider, connection }: StationEdges): Provider {
  if (provider) return provider
  throw whyNoProvider(connection)
}

function whyNoProvider(connection: ConnectionState): ProcedureError {
  const isBroken = connection.kind === 'broken'
  return new ProcedureError(isBroken ? connection.cause : { code: 'provider-not-connected' })
}

/** For the one key in the slot, unless a run has it. */
async function checkReadiness(
  edges: StationEdges,
  state: StationState,
  person: string | undefined,
): Promise<readonly ReadinessItem[]> {
  const provider = providerOf(edges)
  const aaguid = state.lanes.isBusy ? null : await readAaguid(edges.keys)
  return await provider.checkReadiness({
    ...(person !== undefined && { person }),
    ...(aaguid !== null && { aaguid }),
    requireResidentKey: state
      .snapshot()
      .templates.some(({ requireResidentKey }) => requireResidentKey),
  })
}

function watchOf(edges: StationEdges, { providerWatch }: StationState): ProviderWatch {
  if (providerWatch) return providerWatch
  throw whyNoProvider(edges.connection)
}
