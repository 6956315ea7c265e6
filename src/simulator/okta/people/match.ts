import type { Expression } from './search-expression.ts'

/** Reads an attribute by its dotted name. */
export type Attributes = (name: string) => unknown

/** Whether upper and lower case are the same: to `search` they are, to the `filter` of users not. */
type Case = 'any case' | 'case matters'

/** Whether an expression holds. Strings are compared with their diacritics, as Okta's search does. */
export function matches(
  expression: Expression,
  read: Attributes,
  letters: Case = 'any case',
): boolean {
  if (expression.kind === 'and') {
    return matches(expression.left, read, letters) && matches(expression.right, read, letters)
  }
  if (expression.kind === 'or') {
    return matches(expression.left, read, letters) || matches(expression.right, read, letters)
  }
  const actual = read(expression.attribute)
  if (expression.kind === 'present') return actual != null
  const fold = (text: string): string => (letters === 'any case' ? text.toLowerCase() : text)
  return compare(actual, expression, fold)
}

/** Every attribute an expression names. */
export function attributesOf(expression: Expression): readonly string[] {
  if (expression.kind === 'present' || expression.kind === 'compare') return [expression.attribute]
  return [...attributesOf(expression.left), ...attributesOf(expression.right)]
}

type Comparison = Extract<Expression, { kind: 'compare' }>

function compare(actual: unknown, comparison: Comparison, fold: (text: string) => string): boolean {
  const { operator, value: wanted } = comparison
  if (Array.isArray(actual)) return actual.some((each) => compare(each, comparison, fold))
  if (typeof actual === 'string' && typeof wanted === 'string') {
    return compareText(fold(actual), operator, fold(wanted))
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
