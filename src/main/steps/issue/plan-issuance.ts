import { randomUUID } from 'node:crypto'
import type { Issuance, Person, Procedure } from '../../../shared/records.ts'
import type { Template } from '../../../shared/template.ts'
import type { AtKey } from '../../desk/at-key.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Work } from '../../desk/work.ts'
import type { IssuanceDraft } from '../../store/issuances/issuance-row.ts'
import type { KeyCheck } from '../key/check-key.ts'

/** What a checked key is issued for. */
export interface IssuePlan extends AtKey {
  readonly procedure: Procedure
  readonly person: Person
  readonly template: Template
  readonly check: KeyCheck
  /** Live issuances on another key that this one ends, once the provider has agreed to it. */
  readonly replaced: readonly Issuance[]
  /** The issuance this one takes the place of. */
  readonly formerId: string | null
}

/** The same key for the same person: what it held counts until the new credential stands. */
export function isRenewal({ procedure }: IssuePlan): boolean {
  return procedure === 'reset-pin'
}

/** The provider's origins a template makes credentials for. */
export function originsOf({ provider }: Desk, { origins }: Template): readonly string[] {
  return origins === 'every' ? provider.origins : provider.origins.slice(0, 1)
}

/**
 * Plans an issuance for each origin, in the registry before anything is tried. Resolves with the work
 * on each; the rows are this station's.
 */
export async function planRows(plan: IssuePlan): Promise<readonly [Work, ...Work[]]> {
  const { desk, template } = plan
  const [usual = '', ...others] = originsOf(desk, template)
  const first = workAt(plan, usual)
  const works = [first, ...others.map((origin) => workAt(plan, origin))] as const
  const { issuanceId: bundleId } = first
  await desk.registry.issuances.createTogether(works.map((work) => draftOf(plan, work, bundleId)))
  return works
}

function workAt(plan: IssuePlan, origin: string): Work {
  const { desk, talk, session, waitMs, procedure, person, template } = plan
  const about = { issuanceId: randomUUID(), procedure, person, template, origin }
  return { desk, talk, session, waitMs, ...about, factorId: null, credentialId: null }
}

function draftOf(plan: IssuePlan, { issuanceId: id }: Work, bundleId: string): IssuanceDraft {
  const { desk, session, procedure, person, template, formerId } = plan
  const on = { key: session.key, keyIdentity: session.identity }
  const provider = desk.provider.host
  return { id, bundleId, formerId, procedure, person, provider, template, on }
}
