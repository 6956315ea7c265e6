/** What can go wrong. `count` is how many requests it hits, for ever when left out. */
export type Fault = {
  /** HTTP method, any when left out. */
  readonly method?: string
  /** Path with `*` for any run of characters, any path when left out: e.g. of all factors. */
  readonly path?: string
  readonly count?: number
} & FaultKind

type FaultKind =
  /** 429 E0000047; `resetInSeconds` null leaves the rate-limit headers out. */
  | { readonly kind: 'rate-limit'; readonly resetInSeconds: number | null }
  /** 429 of too many requests at once: limit and remaining are 0, the reset is a mere hint. */
  | { readonly kind: 'concurrency' }
  | { readonly kind: 'server-error'; readonly status: 500 | 503 }
  /** 502 with an HTML page, as a proxy in between makes it. */
  | { readonly kind: 'bad-gateway' }
  /** 403 with an empty body: the reason is in `WWW-Authenticate`. */
  | { readonly kind: 'insufficient-scope' }
  /** Answers after a while; null: never. The work is done before. */
  | { readonly kind: 'slow'; readonly delayMs: number | null }
  /** Closes the connection without an answer, before or after the work is done. */
  | { readonly kind: 'drop'; readonly when: 'before-commit' | 'after-commit' }
  /** The double's clock is off by this much, while the fault stands. */
  | { readonly kind: 'clock-skew'; readonly offsetMs: number }
  /** Every DPoP nonce is forgotten before the request is looked at. */
  | { readonly kind: 'nonce-churn' }
  /** Listings give pages of this size at most. */
  | { readonly kind: 'page-size'; readonly size: number }

/** The faults that hit one request. */
export type ActiveFaults = readonly FaultKind[]

interface Armed {
  readonly fault: Fault
  readonly path: RegExp | null
  left: number
}

/** The script of what goes wrong, and how often still. */
export class Faults {
  #armed: Armed[] = []

  add(fault: Fault): void {
    const path = fault.path === undefined ? null : pathPattern(fault.path)
    this.#armed.push({ fault, path, left: fault.count ?? Infinity })
  }

  clear(): void {
    this.#armed = []
  }

  /** The faults that hit this request; their counts go down by one. */
  take(method: string, path: string): ActiveFaults {
    const hits = this.#armed.filter((armed) => isHit(armed, method, path))
    for (const armed of hits) armed.left -= 1
    return hits.map(({ fault }) => fault)
  }

  /** How far the double's clock is off now. */
  clockOffsetMs(): number {
    return this.#armed
      .filter(({ left }) => left > 0)
      .reduce((sum, { fault }) => sum + (fault.kind === 'clock-skew' ? fault.offsetMs : 0), 0)
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
