import { OktaError } from './errors.ts'
import type { Route } from './exchange.ts'

/** A route that fits a request, with its path parameters. */
export interface Match {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

interface Pattern {
  readonly route: Route
  readonly segments: readonly string[]
}

/** Finds the operation of a request. Fixed words win over parameters: `catalog` over `{factorId}`. */
export class Router {
  readonly #patterns: readonly Pattern[]

  constructor(routes: readonly Route[]) {
    this.#patterns = routes
      .map((route) => ({ route, segments: route.path.split('/') }))
      .toSorted((a, b) => parameters(a) - parameters(b))
  }

  /** Throws E0000008 for an unknown path and E0000022 for an unknown verb on a known one. */
  find(method: string, path: string): Match {
    const fitting = this.#fitting(path)
    if (fitting.length === 0) throw new OktaError('E0000008')
    const match = fitting.find(({ route }) => route.method === method)
    if (match === undefined) throw new OktaError('E0000022')
    return match
  }

  /** The operation a request is for, null for none. */
  operationIdOf(method: string, path: string): string | null {
    const match = this.#fitting(path).find(({ route }) => route.method === method)
    return match?.route.operationId ?? null
  }

  #fitting(path: string): readonly Match[] {
    const segments = path.split('/')
    return this.#patterns.flatMap(({ route, segments: pattern }) => {
      const params = fit(pattern, segments)
      return params === null ? [] : [{ route, params }]
    })
  }
}

function parameters({ segments }: Pattern): number {
  return segments.filter((segment) => segment.startsWith('{')).length
}

function fit(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | null {
  if (pattern.length !== segments.length) return null
  const params: Record<string, string> = {}
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? ''
    if (!expected.startsWith('{')) {
      if (actual !== expected) return null
    } else {
      const value = decode(actual)
      if (value === '') return null
      params[expected.slice(1, -1)] = value
    }
  }
  return params
}

/** A decoded path segment; empty when it is not percent-encoded text. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ''
  }
}
