import type { Input, Output, Reply, RequestName, StationSnapshot } from '../../shared/contract.ts'
import { inputSchemas } from '../../shared/schemas.ts'
import { causeOf, tellDefect } from '../desk/failure-of.ts'
import { everyHour } from '../store/journal/checkpoints/checkpoint-keeper.ts'
import type { StationEdges } from './edges.ts'
import type { Handlers } from './handlers.ts'
import { noteLifted } from './note-lifted.ts'
import { openedAfter } from './opened-after.ts'
import { createHandlers } from './requests.ts'
import { StationState } from './state.ts'

/** A station, for a window or a terminal. */
export interface Station {
  /** Validates the input and never throws: a refusal is a value. */
  request(name: string, input: unknown): Promise<Reply<unknown>>
  snapshot(): StationSnapshot
  /** What a crash left behind was looked at. */
  readonly recovered: Promise<void>
  /** Calls `listener` with every new snapshot; returns the way to stop. */
  onSnapshot(listener: (snapshot: StationSnapshot) => void): () => void
  /** Stops what may be stopped, waits for the rest, closes the registry. */
  close(): Promise<void>
}

/** A request of our own code, with the contract's types; the window's come as they are. */
export async function requestFrom<N extends RequestName>(
  station: Station,
  name: N,
  input: Input<N>,
): Promise<Reply<Output<N>>> {
  return (await station.request(name, input)) as Reply<Output<N>>
}

/** Puts the parts together and starts to watch the slots. */
export async function createStation(outside: StationEdges): Promise<Station> {
  const { provider } = outside
  const keys = provider ? openedAfter(outside.keys, () => provider.loadAhead()) : outside.keys
  const edges = { ...outside, keys }
  edges.registry.claims.onLifted((lifted) => noteLifted(edges, lifted))
  const state = new StationState(edges)
  const handlers = createHandlers(edges, state)
  await state.start()
  const stopCheckpoints = everyHour(() => edges.registry.leaveCheckpoint())
  return {
    request: (name, input) => answer(handlers, name, input, edges.onDefect),
    snapshot: () => state.snapshot(),
    recovered: state.recovered,
    onSnapshot: (listener) => state.onSnapshot(listener),
    async close() {
      stopCheckpoints()
      await state.close()
      await edges.registry.close()
      await edges.release()
    },
  }
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(inputSchemas, name)
}

type OnDefect = StationEdges['onDefect']

async function answer(
  handlers: Handlers,
  name: string,
  input: unknown,
  onDefect: OnDefect,
): Promise<Reply<unknown>> {
  if (!isRequestName(name)) return refuse(['name'])
  return await answerOne(handlers, name, input, onDefect)
}

async function answerOne<N extends RequestName>(
  handlers: Handlers,
  name: N,
  input: unknown,
  onDefect: OnDefect,
): Promise<Reply<Output<N>>> {
  const parsed = inputSchemas[name].safeParse(input)
  if (!parsed.success) return refuse(parsed.error.issues.map(({ path }) => path.join('.')))
  try {
    return { ok: true, value: await handlers[name](parsed.data) }
  } catch (error) {
    tellDefect(error, onDefect)
    return { ok: false, cause: causeOf(error) }
  }
}

/** Paths and never values: an input may hold a PIN. */
function refuse(paths: readonly string[]): Reply<never> {
  return { ok: false, cause: { code: 'input-invalid', paths } }
}
