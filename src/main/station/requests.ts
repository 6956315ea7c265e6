import { randomUUID } from 'node:crypto'
import type { Input } from '../../shared/contract.ts'
import type { Desk } from '../desk/desk.ts'
import { failureOf, tellDefect } from '../desk/failure-of.ts'
import { ProcedureError } from '../procedure-error.ts'
import { handOverPin, revealPin } from '../workflows/hand-over-pin.ts'
import type { SimulatorControls, StationEdges } from './edges.ts'
import type { Handlers } from './handlers.ts'
import { keepingHandlers } from './keeping-requests.ts'
import { procedureFor } from './procedures.ts'
import { providerHandlers, providerOf, successorsOf } from './provider-requests.ts'
import type { StationState } from './state.ts'
import { stationKeyHandlers } from './station-key/requests.ts'

/** A desk is a station with one lane. */
const deskLane = 'desk'

/** Binds every request of the contract to the station. */
export function createHandlers(edges: StationEdges, state: StationState): Handlers {
  return {
    'station.snapshot': () => state.snapshot(),
    'station.try-demo': () => {
      successorsOf(edges, state).tryDemo()
      return null
    },
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
    ...providerHandlers(edges, state),
    ...stationKeyHandlers(edges),
    'pins.reveal': async ({ issuanceId }) => ({ pin: await revealPin(edges, issuanceId) }),
    'pins.hand-over': async ({ issuanceId }) => {
      const desk = { ...edges, provider: providerOf(edges) }
      await state.thenShow(() => handOverPin(desk, issuanceId))
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
  const procedure = await procedureFor(desk, order)
  const waitMs = waitForKeyMs ?? Infinity
  // What a crash left behind is looked at first: it may be about this very key.
  await state.recovered
  const run = state.lanes.start({
    id: randomUUID(),
    procedure: order.procedure,
    lane: deskLane,
    steps: procedure.steps,
    work: (talk) => state.thenShow(() => procedure.work({ desk, talk, waitMs })),
    failureOf(error, facts) {
      tellDefect(error, edges.onDefect)
      return failureOf(error, facts)
    },
    onChange: () => state.publish(),
  })
  return { runId: run.id }
}

function simulatorOf({ simulator }: StationEdges): SimulatorControls {
  if (simulator) return simulator
  throw new ProcedureError({ code: 'not-available', what: 'simulator' })
}
