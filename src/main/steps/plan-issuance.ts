import { randomUUID } from 'node:crypto'
import type { Issuance, Person, Procedure } from '../../shared/records.ts'
import type { Template } from '../../shared/template.ts'
import type { Conversation } from '../conversation.ts'
import type { Desk } from '../desk.ts'
import type { KeySession } from '../key-session.ts'
import type { Work } from '../work.ts'
import type { KeyCheck } from './check-key.ts'

/** What a checked key is issued for. */
export interface IssuePlan {
  readonly desk: Desk
  readonly talk: Conversation
  readonly session: KeySession
  readonly waitMs: number
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

/** Plans an issuance for each origin, in the registry before anything is tried. */
export async function planRows(plan: IssuePlan): Promise<readonly [Work, ...Work[]]> {
  const { desk, template } = plan
  const [usual = '', ...others] = originsOf(desk, template)
  const bundleId = randomUUID()
  const first = await planRow(plan, bundleId, bundleId, usual)
  const more: Work[] = []
  for (const origin of others) more.push(await planRow(plan, randomUUID(), bundleId, origin))
  return [first, ...more]
}

async function planRow(
  plan: IssuePlan,
  id: string,
  bundleId: string,
  origin: string,
): Promise<Work> {
  const { desk, talk, waitMs, procedure, person, template, session, formerId } = plan
  const { issuances } = desk.registry
  const provider = desk.provider.host
  await issuances.create({ id, bundleId, formerId, procedure, person, provider, template })
  await issuances.update(id, { key: session.key, keyIdentity: session.identity, onKey: 'nothing' })
  const known = { factorId: null, credentialId: null }
  const place = { desk, talk, session, waitMs, origin }
  return { ...place, issuanceId: id, procedure, person, template, ...known }
}
