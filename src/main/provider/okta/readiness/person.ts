import type { ReadinessItem } from '../../../../shared/readiness.ts'
import type { Person } from '../../../../shared/records.ts'
import { ProviderError } from '../../provider.ts'
import { mostPasskeys } from '../factors/enrollment-refusal.ts'
import { listFactors } from '../factors/person-factors.ts'
import { getPerson } from '../people/people.ts'
import { item, look, type Inspection } from './inspection.ts'

/** The person asked about, if they can be read, and how they stand. */
export async function inspectPerson({ ask, question, signal }: Inspection): Promise<{
  readonly person: Person | null
  readonly items: readonly ReadinessItem[]
}> {
  const query = question.person
  if (query === undefined) return { person: null, items: [] }
  try {
    const person = await getPerson(ask, query, signal)
    const { login, status } = person
    const standing =
      status === 'ACTIVE'
        ? item('person', 'ok', { code: 'person-fit', login })
        : item('person', 'warning', { code: 'person-status', login, status }, 'person')
    return { person, items: [standing] }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    if (error.reason.code === 'person-not-found') {
      return {
        person: null,
        items: [item('person', 'problem', { code: 'person-missing', query }, 'person')],
      }
    }
    return { person: null, items: await look('person', () => Promise.reject(error)) }
  }
}

/** Factors begun and never finished, and how near the person is to Okta's limit. */
export async function inspectLeftovers(
  { ask, signal }: Inspection,
  person: Person,
): Promise<readonly ReadinessItem[]> {
  const factors = await listFactors(ask, person.id, signal)
  const pending = factors.filter(({ state }) => state.state === 'pending').length
  const active = factors.length - pending
  if (active >= mostPasskeys - 1) {
    const state = active >= mostPasskeys ? 'problem' : 'warning'
    const reason = { code: 'factors-nearly-full', active, maximum: mostPasskeys } as const
    return [item('leftovers', state, reason, 'person')]
  }
  return pending > 0
    ? [item('leftovers', 'warning', { code: 'leftovers', pending }, 'person')]
    : [item('leftovers', 'ok', { code: 'no-leftovers', active })]
}
