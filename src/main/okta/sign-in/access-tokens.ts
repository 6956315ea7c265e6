import type { Surroundings } from '../edges.ts'
import type { TokenGrant } from './token-endpoint.ts'

/** Tokens by the scopes they are for. Nobody waits for a token twice, and none is used up to its end. */
export interface AccessTokens {
  get(scopes: readonly string[], signal?: AbortSignal): Promise<TokenGrant>
  forget(scopes: readonly string[]): void
}

interface Entry {
  readonly grant: Promise<TokenGrant>
  refreshAt: number
}

const earlyS = 300

/** `ask` is called once for all who wait for the same scopes; a failure is not kept. */
export function createAccessTokens(
  surroundings: Surroundings,
  ask: (scopes: readonly string[]) => Promise<TokenGrant>,
): AccessTokens {
  const entries = new Map<string, Entry>()

  function start(key: string, scopes: readonly string[]): Entry {
    const entry: Entry = {
      refreshAt: Number.POSITIVE_INFINITY,
      grant: ask(scopes).then((grant) => {
        entry.refreshAt = surroundings.now() + usefulMs(grant.expiresInS)
        return grant
      }),
    }
    entry.grant.catch(() => {
      if (entries.get(key) === entry) entries.delete(key)
    })
    entries.set(key, entry)
    return entry
  }

  return {
    get(scopes, signal) {
      const key = scopes.join(' ')
      const known = entries.get(key)
      const entry = known && surroundings.now() < known.refreshAt ? known : start(key, scopes)
      return abandonable(entry.grant, signal)
    },
    forget: (scopes) => {
      entries.delete(scopes.join(' '))
    },
  }
}

/** Five minutes short of its life; a short life loses at most half. */
function usefulMs(expiresInS: number): number {
  return Math.max(expiresInS - earlyS, expiresInS / 2) * 1000
}

/** One who gives up stops waiting; the request goes on for the others. */
function abandonable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    }
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', giveUp)
    })
  })
}
