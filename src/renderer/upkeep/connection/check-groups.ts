import type { ReadinessItem, ReadinessName } from '../../../shared/readiness.ts'
import type { CheckName } from '../../../shared/text/connect-words.ts'

/** Which check an item belongs to; one request answers all three. */
const checkOf: { readonly [N in ReadinessName]: CheckName } = {
  'sign-in': 'sign-in',
  scope: 'sign-in',
  'excess-scopes': 'sign-in',
  role: 'sign-in',
  organization: 'api',
  engine: 'api',
  clock: 'api',
  origin: 'api',
  authenticator: 'readiness',
  'resident-key': 'readiness',
  'user-verification': 'readiness',
  'rp-id': 'readiness',
  'enrollment-policy': 'readiness',
  'key-model': 'readiness',
  'sign-on-policy': 'readiness',
  person: 'readiness',
  leftovers: 'readiness',
}

/** The checks, in the order in which one depends on another. */
const checkNames: readonly CheckName[] = ['sign-in', 'api', 'readiness']

/** One check, and what belongs to it. */
export interface CheckGroup {
  readonly name: CheckName
  readonly items: readonly ReadinessItem[]
  /** How many of them want to be looked at. */
  readonly open: number
}

/** The report by checks; each in the order of the report. */
export function checkGroups(report: readonly ReadinessItem[]): readonly CheckGroup[] {
  return checkNames.map((name) => {
    const items = report.filter((item) => checkOf[item.name] === name)
    const open = items.filter(({ state }) => state === 'problem' || state === 'warning').length
    return { name, items, open }
  })
}
