import { CtapStatusError } from '../../ctap2/index.ts'
import type { Work } from '../work.ts'
import { configureKey, forcePinChange } from './configure-key.ts'
import { clearKey } from './make-way.ts'
import type { IssuePlan } from './plan-issuance.ts'
import { proveBlank } from './prove-blank.ts'
import { setFirstPin, typeFirstPin } from './set-pin.ts'

/**
 * Makes a blank key with its first PIN and the template's settings, does with it what needs that PIN,
 * and has it demand another one. A PIN that a person chooses is asked for before anything is written.
 */
export async function withPreparedKey<T>(
  plan: IssuePlan,
  first: Work,
  use: (pin: Uint8Array) => Promise<T>,
): Promise<T> {
  const typed = await typeFirstPin(first)
  try {
    await clearKey(plan, first)
    return await withFirstPin(plan, first, typed, use)
  } finally {
    typed?.fill(0)
  }
}

async function withFirstPin<T>(
  { check }: IssuePlan,
  first: Work,
  typed: Uint8Array | null,
  use: (pin: Uint8Array) => Promise<T>,
): Promise<T> {
  const pin = await setFirstPin(first, typed)
  try {
    if (!check.mustErase) await proveBlank(first, pin)
    await configureKey(first, pin)
    const made = await use(pin)
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
