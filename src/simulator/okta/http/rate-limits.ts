import type { Clock } from '../time.ts'

const WINDOW_MS = 60_000

/** Requests a minute in the Workforce Identity plan, first match first. */
const BUCKETS: readonly {
  readonly name: string
  readonly method?: string
  readonly path: RegExp
  readonly limit: number
}[] = [
  { name: 'logs', path: /^\/api\/v1\/logs$/, limit: 120 },
  { name: 'users', path: /^\/api\/v1\/users$/, limit: 600 },
  { name: 'user-get', method: 'GET', path: /^\/api\/v1\/users\/[^/]+$/, limit: 2000 },
  { name: 'user', path: /^\/api\/v1\/users\/[^/]+$/, limit: 600 },
  { name: 'groups', path: /^\/api\/v1\/groups$/, limit: 500 },
  { name: 'group', path: /^\/api\/v1\/groups\/[^/]+$/, limit: 1000 },
  { name: 'other', path: /^/, limit: 1200 },
]

/** Where a bucket stands after a request. `reset` is epoch seconds. */
export interface RateLimit {
  readonly limit: number
  readonly remaining: number
  readonly reset: number
  readonly isExceeded: boolean
}

/** Okta's rate limits: per minute and bucket, of which one app may use a share. */
export class RateLimits {
  readonly #now: Clock
  readonly #share: () => number
  readonly #used = new Map<string, { readonly resetAt: number; count: number }>()

  constructor(now: Clock, share: () => number) {
    this.#now = now
    this.#share = share
  }

  /** Counts a request and says where its bucket stands. */
  count(method: string, path: string): RateLimit {
    const bucket = BUCKETS.find(
      (each) => (each.method ?? method) === method && each.path.test(path),
    )
    const limit = Math.max(1, Math.floor((bucket?.limit ?? 1200) * this.#share()))
    const window = this.#windowOf(bucket?.name ?? 'other')
    window.count += 1
    return {
      limit,
      remaining: Math.max(0, limit - window.count),
      reset: Math.ceil(window.resetAt / 1000),
      isExceeded: window.count > limit,
    }
  }

  #windowOf(name: string): { readonly resetAt: number; count: number } {
    const current = this.#used.get(name)
    if (current !== undefined && this.#now() < current.resetAt) return current
    const window = { resetAt: this.#now() + WINDOW_MS, count: 0 }
    this.#used.set(name, window)
    return window
  }
}
