import { matches } from '../people/match.ts'
import type { OktaGroup } from '../people/records.ts'
import { parseExpression, USUAL_OPERATORS, type Dialect } from '../people/search-expression.ts'
import { timestamp } from '../time.ts'

const READERS: Readonly<Record<string, (group: OktaGroup) => unknown>> = {
  id: ({ id }) => id,
  type: ({ type }) => type,
  'profile.name': ({ profile }) => profile.name,
  'profile.description': ({ profile }) => profile.description,
  created: ({ created }) => timestamp(created),
  lastUpdated: ({ lastUpdated }) => timestamp(lastUpdated),
  lastMembershipUpdated: ({ lastMembershipUpdated }) => timestamp(lastMembershipUpdated),
}

const DIALECT: Dialect = {
  isAttribute: (name) => Object.hasOwn(READERS, name),
  operatorsOf: (name) =>
    name.startsWith('profile.') ? [...USUAL_OPERATORS, 'co'] : USUAL_OPERATORS,
}

/** Parses a `search` or `filter` of groups into a test of one group. */
export function groupTest(text: string): (group: OktaGroup) => boolean {
  const expression = parseExpression(text, DIALECT)
  return (group) => matches(expression, (name) => READERS[name]?.(group))
}
