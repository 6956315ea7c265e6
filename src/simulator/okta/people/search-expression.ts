import { OktaError } from '../http/errors.ts'

type Operator = 'eq' | 'sw' | 'co' | 'gt' | 'ge' | 'lt' | 'le' | 'pr'
type Literal = string | number | boolean

/** A parsed SCIM-like expression, as Okta's `search` and `filter` take it. */
export type Expression =
  | { readonly kind: 'and'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'present'; readonly attribute: string }
  | {
      readonly kind: 'compare'
      readonly attribute: string
      readonly operator: Exclude<Operator, 'pr'>
      readonly value: Literal
    }

/** What a listing understands: its attributes, and the operators each of them takes. */
export interface Dialect {
  readonly isAttribute: (name: string) => boolean
  readonly operatorsOf: (attribute: string) => readonly Operator[]
}

/** Every operator but `co`, which most attributes do not take. */
export const USUAL_OPERATORS: readonly Operator[] = ['eq', 'sw', 'gt', 'ge', 'lt', 'le', 'pr']

/** Longer expressions are refused, so that none can nest too deep. */
const MOST_TOKENS = 1000

const TOKEN = /\s*(?:(\()|(\))|("(?:[^"\\]|\\.)*")|([^\s()"]+))/y

/** Parses an expression. Anything Okta would not understand is E0000031. */
export function parseExpression(text: string, dialect: Dialect): Expression {
  const tokens = tokenize(text)
  const parser = new Parser(tokens, dialect)
  const expression = parser.or()
  parser.end()
  return expression
}

function tokenize(text: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex
    const token = TOKEN.exec(text)?.[0].trim()
    if (token === undefined) throw refused(`unexpected character at ${String(at)}`)
    tokens.push(token)
    if (tokens.length > MOST_TOKENS) throw refused('the expression is too long')
  }
  return tokens
}

function refused(reason: string): OktaError {
  return new OktaError('E0000031', { causes: [`Invalid search criteria: ${reason}`] })
}

class Parser {
  readonly #tokens: readonly string[]
  readonly #dialect: Dialect
  #next = 0

  constructor(tokens: readonly string[], dialect: Dialect) {
    this.#tokens = tokens
    this.#dialect = dialect
  }

  or(): Expression {
    let left = this.#and()
    while (this.#accept('or')) left = { kind: 'or', left, right: this.#and() }
    return left
  }

  end(): void {
    const rest = this.#tokens[this.#next]
    if (rest !== undefined) throw refused(`unexpected ${rest}`)
  }

  #and(): Expression {
    let left = this.#term()
    while (this.#accept('and')) left = { kind: 'and', left, right: this.#term() }
    return left
  }

  #term(): Expression {
    if (!this.#accept('(')) return this.#comparison()
    const inner = this.or()
    if (!this.#accept(')')) throw refused('a bracket is not closed')
    return inner
  }

  #comparison(): Expression {
    const attribute = this.#take()
    if (!this.#dialect.isAttribute(attribute)) throw refused(`unknown attribute ${attribute}`)
    const operator = this.#operator(attribute)
    if (operator === 'pr') return { kind: 'present', attribute }
    return { kind: 'compare', attribute, operator, value: literal(this.#take()) }
  }

  #operator(attribute: string): Operator {
    const name = this.#take().toLowerCase()
    const operator = this.#dialect.operatorsOf(attribute).find((each) => each === name)
    if (operator === undefined) throw refused(`operator ${name} is not supported for ${attribute}`)
    return operator
  }

  #accept(word: string): boolean {
    if (this.#tokens[this.#next]?.toLowerCase() !== word) return false
    this.#next += 1
    return true
  }

  #take(): string {
    const token = this.#tokens[this.#next]
    if (token === undefined) throw refused('the expression ends too early')
    this.#next += 1
    return token
  }
}

/** Literals are JSON: strings are quoted and escaped as JSON strings are. */
function literal(token: string): Literal {
  let value: unknown
  try {
    value = JSON.parse(token)
  } catch {
    throw refused(`${token} is not a JSON value`)
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value
  }
  throw refused(`${token} is not a string, number or boolean`)
}
