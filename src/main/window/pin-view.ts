import type { StationSnapshot } from '../../shared/contract.ts'
import type { Outcome, RunSnapshot } from '../../shared/run.ts'
import type { Station } from '../station/station.ts'

/**
 * Tells `protect` when a PIN may be on the screen, before it is: while one is being typed, and from
 * the moment one is revealed until its run is dismissed. One revealed outside a run stays protected,
 * for nothing says when it has left the screen. Returns the station to give to the window instead.
 */
export function watchPinView(station: Station, protect: (isOn: boolean) => void): Station {
  const revealed = new Map<string, 'in-a-run' | 'elsewhere'>()

  function look(snapshot: StationSnapshot): void {
    for (const [id, place] of revealed) {
      if (place === 'in-a-run' && !isInRun(id, snapshot)) revealed.delete(id)
    }
    protect(revealed.size > 0 || snapshot.runs.some(isAskingForPin))
  }

  function noteReveal(issuanceId: string): void {
    revealed.set(issuanceId, isInRun(issuanceId, station.snapshot()) ? 'in-a-run' : 'elsewhere')
    protect(true)
  }

  station.onSnapshot(look)
  return {
    request(name, input) {
      const issuanceId = name === 'pins.reveal' ? issuanceOf(input) : null
      if (issuanceId !== null) noteReveal(issuanceId)
      return station.request(name, input)
    },
    snapshot: () => station.snapshot(),
    recovered: station.recovered,
    onSnapshot: (listener) => station.onSnapshot(listener),
    close: () => station.close(),
  }
}

const secretQuestions: ReadonlySet<string> = new Set(['choose-pin', 'enter-pin'])

function isAskingForPin({ activity }: RunSnapshot): boolean {
  return activity.kind === 'ask' && secretQuestions.has(activity.question.kind)
}

function isInRun(issuanceId: string, { runs }: StationSnapshot): boolean {
  return runs.some(
    ({ activity }) => activity.kind === 'done' && issuanceIn(activity.outcome) === issuanceId,
  )
}

function issuanceIn(outcome: Outcome): string | null {
  if (outcome.kind === 'issued') return outcome.issuanceId
  return outcome.kind === 'changed' ? (outcome.issuance?.id ?? null) : null
}

function issuanceOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('issuanceId' in input)) return null
  return typeof input.issuanceId === 'string' ? input.issuanceId : null
}
