import type { RunSnapshot } from '../../shared/run.ts'
import type { UpkeepPlaceName } from '../../shared/text/upkeep-words.ts'
import type { Place, WindowState } from './store.ts'

/** What the window is showing; focus, the guard and the live region move when it changes. */
export type Screen =
  | { readonly name: 'starting' }
  | { readonly name: 'first' }
  | { readonly name: Place }
  | { readonly name: 'issue' }
  | { readonly name: 'run'; readonly run: RunSnapshot }

export function screenOf(state: WindowState): Screen {
  const { snapshot, run, chosen, place } = state
  if (snapshot === null) return { name: 'starting' }
  if (run !== null) return { name: 'run', run }
  if (isUpkeep(place)) return { name: place }
  if (snapshot.connection.kind !== 'connected') return { name: 'first' }
  return { name: chosen === null ? place : 'issue' }
}

/** What can be seen to without a connection, and is needed most without one. */
function isUpkeep(place: Place): place is UpkeepPlaceName {
  return !['desk', 'issuances', 'keys', 'people'].includes(place)
}

/** Two screens with the same key are the same screen to a person. */
export function keyOf(screen: Screen): string {
  return screen.name === 'run' ? `run ${screen.run.id} ${sceneOf(screen.run)}` : screen.name
}

function sceneOf({ activity }: RunSnapshot): string {
  if (activity.kind === 'act') return `act ${activity.act} ${activity.step}`
  if (activity.kind === 'ask') return `ask ${activity.question.kind}`
  return activity.kind
}
