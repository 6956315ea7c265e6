import type { StationSnapshot } from '../../shared/contract.ts'
import { isEnd, type RunSnapshot } from '../../shared/run.ts'

/** Whether a run is going on: something is being done, or a person is being waited for. */
export function isBusy({ runs }: StationSnapshot): boolean {
  return runs.some(isUnderWay)
}

/** Whether stopping now would leave a key between two states. */
export function isUnsafeToStop({ runs }: StationSnapshot): boolean {
  return runs.some((run) => isUnderWay(run) && !run.cancellable)
}

const isUnderWay = ({ activity }: RunSnapshot): boolean => !isEnd(activity)
