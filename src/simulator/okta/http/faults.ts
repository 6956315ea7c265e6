import type { ErrorCode } from './errors.ts'

/** What can go wrong with the requests a fault names. */
export type Fault = RequestFault | ClockSkew

type RequestFault = RequestFaultKind & {
  /** HTTP method; any when left out. */
  readonly method?: string
  /** Path, in which an asterisk is any run of characters; any when left out. */
  readonly path?: string
  /** How many requests it hits; every one when left out. */
  readonly count?: number
}

type RequestFaultKind =
  /** 429 E0000047; `resetInSeconds` null leaves the rate-limit headers out. */
  | { readonly kind: 'rate-limit'; readonly resetInSeconds: number | null }
  /** 429 of too many requests at once: limit and remaining are 0, the reset is a mere hint. */
  | { readonly kind: 'concurrency' }
  | { readonly kind: 'server-error'; readonly status: 500 | 503 }
  /** Okta's own refusal with any code the double knows; `causes` are its words. */
  | { readonly kind: 'refusal'; readonly code: ErrorCode; readonly causes?: readonly string[] }
  /** 502 with an HTML page, as a proxy in between makes it. */
  | { readonly kind: 'bad-gateway' }
  /** 403 with an empty body: the reason is in `WWW-Authenticate`. */
  | { readonly kind: 'insufficient-scope' }
  /** Answers after a while; null: never. The work is done before. */
  | { readonly kind: 'slow'; readonly delayMs: number | null }
  /** Closes the connection without an answer, before or after the work is done. */
  | { readonly kind: 'drop'; readonly when: 'before-commit' | 'after-commit' }
  /** Every DPoP nonce is forgotten before the request is looked at. */
  | { readonly kind: 'nonce-churn' }
  /** Listings give pages of this size at most. */
  | { readonly kind: 'page-size'; readonly size: number }

/** The double's clock is off by this much, until the faults are cleared. */
interface ClockSkew {
  readonly kind: 'clock-skew'
  readonly offsetMs: number
}

/** The faults that hit one request. */
export type ActiveFaults = readonly RequestFault[]

interface Armed {
  readonly fault: RequestFault
  readonly path: RegExp | null
  left: number
}

/** The script of what goes wrong, and how often still. */
export class Faults {
  #armed: Armed[] = []
  #clockOffsetMs = 0

  add(fault: Fault): void {
    if (fault.kind === 'clock-skew') {
      this.#clockOffsetMs += fault.offsetMs
      return
    }
    const path = fault.path === undefined ? null : pathPattern(fault.path)
    this.#armed.push({ fault, path, left: fault.count ?? Infinity })
  }

  clear(): void {
    this.#armed = []
    this.#clockOffsetMs = 0
  }

  /** The faults that hit this request; their counts go down by one. */
  take(method: string, path: string): ActiveFaults {
    const hits = this.#armed.filter((armed) => isHit(armed, method, path))
    for (const armed of hits) armed.left -= 1
    return hits.map(({ fault }) => fault)
  }

  /** How far the double's clock is off now. */
  clockOffsetMs(): number {
    return this.#clockOffsetMs
  }
}

function isHit({ fault, path, left }: Armed, method: string, actual: string): boolean {
  if (left <= 0) return false
  if (fault.method !== undefined && fault.method !== method) return false
  return path === null || path.test(actual)
}

function pathPattern(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`)
}
