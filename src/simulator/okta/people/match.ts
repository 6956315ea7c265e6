import type { Expression, Literal } from './search-expression.ts'

/** Reads an attribute by its dotted name. */
export type Attributes = (name: string) => unknown

/**
 * Whether an expression holds. Strings are compared without case but with their diacritics, as
 * Okta's search does.
 */
export function matches(expression: Expression, read: Attributes): boolean {
  if (expression.kind === 'and') {
    return matches(expression.left, read) && matches(expression.right, read)
  }
  if (expression.kind === 'or') {
    return matches(expression.left, read) || matches(expression.right, read)
  }
  const actual = read(expression.attribute)
  if (expression.kind === 'present') return actual != null
  return compare(actual, expression.operator, expression.value)
}

function compare(
  actual: unknown,
  operator: 'eq' | 'sw' | 'co' | 'gt' | 'ge' | 'lt' | 'le',
  wanted: Literal,
): boolean {
  if (Array.isArray(actual)) return actual.some((each) => compare(each, operator, wanted))
  if (typeof actual === 'string' && typeof wanted === 'string') {
    return compareText(actual.toLowerCase(), operator, wanted.toLowerCase())
  }
  if (typeof actual !== typeof wanted) return false
  if (typeof actual === 'number' && typeof wanted === 'number') {
    return ordered(actual - wanted, operator)
  }
  return operator === 'eq' && actual === wanted
}

function compareText(actual: string, operator: string, wanted: string): boolean {
  switch (operator) {
    case 'eq':
      return actual === wanted
    case 'sw':
      return actual.startsWith(wanted)
    case 'co':
      return actual.includes(wanted)
    default:
      return ordered(actual < wanted ? -1 : actual > wanted ? 1 : 0, operator)
  }
}

function ordered(difference: number, operator: string): boolean {
  switch (operator) {
    case 'eq':
      return difference === 0
    case 'gt':
      return difference > 0
    case 'ge':
      return difference >= 0
    case 'lt':
      return difference < 0
    default:
      return operator === 'le' && difference <= 0
  }
}
