import { CtapStatusError } from '../../../ctap2/index.ts'
import type { Work } from '../../desk/work.ts'
import { configureKey, forcePinChange } from '../key/configure-key.ts'
import { setFirstPin } from '../pin/set-pin.ts'
import type { Begun } from '../provider/enroll-factor.ts'
import { clearKey } from './make-way.ts'
import type { IssuePlan } from './plan-issuance.ts'
import { proveBlank } from './prove-blank.ts'

/** What everybody agreed to who could have said no. */
export interface Agreed {
  readonly begun: readonly Begun[]
  /** The PIN a person chose, where they do. */
  readonly typed: Uint8Array | null
}

/**
 * Makes a blank key with its first PIN and the template's settings, does with it what needs that PIN,
 * and has it demand another one.
 */
export async function withPreparedKey<T>(
  plan: IssuePlan,
  first: Work,
  { begun, typed }: Agreed,
  use: (begun: readonly Begun[], pin: Uint8Array) => Promise<T>,
): Promise<T> {
  await clearKey(plan, first)
  const pin = await setFirstPin(first, typed)
  try {
    const fresh = plan.check.mustErase ? begun : await proveBlank(first, begun, pin)
    await configureKey(first, pin)
    const made = await use(fresh, pin)
    await forceIfPossible(first, pin)
    return made
  } finally {
    pin.fill(0)
  }
}

/** What only would be welcome must not undo what is done. */
async function forceIfPossible(work: Work, pin: Uint8Array): Promise<void> {
  try {
    await forcePinChange(work, pin)
  } catch (error) {
    const isWelcomeOnly = work.template.forcePinChange === 'where-possible'
    if (!(isWelcomeOnly && error instanceof CtapStatusError)) throw error
    await work.desk.registry.issuances.update(work.issuanceId, { act: null })
  }
}
