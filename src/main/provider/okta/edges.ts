import { setTimeout as delay } from 'node:timers/promises'

/** What the adapter takes from its surroundings; tests put their own clock, dice and network here. */
export interface OktaEdges {
  /** The only way out. In the window Electron's net.fetch with credentials omitted, else Node's. */
  readonly fetch: typeof fetch
  /** Epoch milliseconds. */
  readonly now: () => number
  /** From 0 to 1, for the jitter of waits. */
  readonly random?: () => number
  /** Waits; rejects with the signal's reason when it is aborted. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>
  /** How long one attempt may take, 20 seconds unless told. */
  readonly timeLimitMs?: number
  /** Shows the operator Okta's sign-in page; only needed for connections of kind `operator`. */
  readonly openBrowser?: (url: string) => Promise<void>
  /**
   * Where the operator's sign-in at one address (an origin) is kept, sealed; without it one sign-in lasts
   * one session.
   */
  readonly refreshTokens?: (apiUrl: string) => RefreshTokenStore
  /** What was sent before, also by other stations; without it only what this process sends is counted. */
  readonly activations?: ActivationLog
}

/** Whose activations: somebody's at the provider of this host. */
export interface ActivationHolder {
  readonly provider: string
  readonly personId: string
}

/** Remembers when activations of factors were sent, in epoch milliseconds of the station's clock. */
export interface ActivationLog {
  /**
   * Puts what `change` makes of somebody's times (oldest first) in their place, and forgets those up to
   * `since`, whoever's: in one commit, done when it resolves with the new ones. Rejects where it cannot be.
   */
  change(
    holder: ActivationHolder,
    since: number,
    change: (sentAt: readonly number[]) => readonly number[],
  ): Promise<readonly number[]>
}

/** What renews a sign-in: a refresh token, and the DPoP key Okta bound it to as a private JWK's JSON. */
export interface RenewableSignIn {
  readonly refreshToken: string
  readonly proofKey: string
}

/** Keeps one sign-in; `null` means there is none, and writing it removes what was kept. */
export interface RefreshTokenStore {
  read(): Promise<RenewableSignIn | null>
  write(signIn: RenewableSignIn | null): Promise<void>
}

const usualTimeLimitMs = 20_000

/** The edges with every default filled in. */
export interface Surroundings {
  readonly fetch: typeof fetch
  readonly now: () => number
  readonly random: () => number
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  readonly timeLimitMs: number
}

export function surroundingsOf(edges: OktaEdges): Surroundings {
  return {
    fetch: edges.fetch,
    now: edges.now,
    random: edges.random ?? Math.random,
    sleep: edges.sleep ?? sleep,
    timeLimitMs: edges.timeLimitMs ?? usualTimeLimitMs,
  }
}

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, signal ? { signal } : {})
  } catch {
    signal?.throwIfAborted()
  }
}
