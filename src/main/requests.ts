import { randomUUID } from 'node:crypto'
import type { ConnectionState, Input } from '../shared/contract.ts'
import type { ReadinessItem } from '../shared/readiness.ts'
import { ProcedureError } from './conversation.ts'
import type { Desk } from './desk.ts'
import { failureOf, tellDefect } from './failure-of.ts'
import type { Provider } from './idp.ts'
import { readAaguid } from './key-session.ts'
import type { Handlers } from './handlers.ts'
import { keepingHandlers } from './keeping-requests.ts'
import { procedureFor } from './procedures.ts'
import type { ProviderWatch } from './provider-watch.ts'
import type { SimulatorControls, StationEdges } from './station-edges.ts'
import type { StationState } from './station-state.ts'
import { decideProposal } from './workflows/decide-proposal.ts'
import { handOverPin, revealPin } from './workflows/hand-over-pin.ts'

/** A desk is a station with one lane. */
const deskLane = 'desk'

/** Binds every request of the contract to the station. */
export function createHandlers(edges: StationEdges, state: StationState): Handlers {
  return {
    'station.snapshot': () => state.snapshot(),
    'station.try-demo': () => {
      if (state.lanes.isBusy) throw new ProcedureError({ code: 'run-in-progress' })
      edges.onTryDemo()
      return null
    },
    'people.search': ({ text }) => providerOf(edges).searchPeople(text),
    'runs.start': (input) => startRun(edges, state, input),
    'runs.answer': (input) => {
      giveAnswer(state, input)
      return null
    },
    'runs.cancel': ({ runId }) => {
      state.lanes.get(runId).cancel()
      return null
    },
    'runs.dismiss': ({ runId }) => {
      state.lanes.dismiss(runId)
      state.publish()
      return null
    },
    ...keepingHandlers(edges, state),
    'groups.search': async ({ text }) => {
      const found = await providerOf(edges).searchGroups(text)
      return found.filter(({ isManaged }) => !isManaged).map(({ id, name }) => ({ id, name }))
    },
    'pins.reveal': async ({ issuanceId }) => ({ pin: await revealPin(edges, issuanceId) }),
    'pins.hand-over': async ({ issuanceId }) => {
      await handOverPin({ ...edges, provider: providerOf(edges) }, issuanceId)
      await state.readRegistry()
      return null
    },
    'readiness.check': ({ person }) => checkReadiness(edges, state, person),
    'proposals.read': async () => {
      await watchOf(edges, state).read()
      return state.snapshot().proposals
    },
    'proposals.decide': async ({ id, decision }) => {
      await decideProposal(edges, id, decision)
      await state.readRegistry()
      return null
    },
    'simulator.act': (act) => {
      simulatorOf(edges).act(act)
      return null
    },
  }
}

/** Whoever asked zeroes a PIN; one that nobody asked for is zeroed here. */
function giveAnswer(state: StationState, input: Input<'runs.answer'>): void {
  const { runId, questionId, answer } = input
  try {
    state.lanes.get(runId).answer(questionId, answer)
  } catch (error) {
    if ('pin' in answer) answer.pin.fill(0)
    throw error
  }
}

async function startRun(
  edges: StationEdges,
  state: StationState,
  { waitForKeyMs, ...order }: Input<'runs.start'>,
): Promise<{ runId: string }> {
  const desk: Desk = { ...edges, provider: providerOf(edges) }
  const procedure = await procedureFor(desk, order, waitForKeyMs ?? Infinity)
  // What a crash left behind is looked at first: it may be about this very key.
  await state.recovered
  const run = state.lanes.start({
    id: randomUUID(),
    procedure: order.procedure,
    lane: deskLane,
    steps: procedure.steps,
    async work(talk) {
      try {
        return await procedure.work(talk)
      } finally {
        await state.readRegistryIfPossible()
      }
    },
    failureOf(error, facts) {
      tellDefect(error, edges.onDefect)
      return failureOf(error, facts)
    },
    onChange: () => state.publish(),
  })
  return { runId: run.id }
}

function providerOf({ provider, connection }: StationEdges): Provider {
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

function simulatorOf({ simulator }: StationEdges): SimulatorControls {
  if (simulator) return simulator
  throw new ProcedureError({ code: 'not-available', what: 'simulator' })
}
