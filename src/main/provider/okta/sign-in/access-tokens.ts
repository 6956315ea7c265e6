import type { Surroundings } from '../edges.ts'
import type { TokenGrant } from './token-endpoint.ts'

/** Tokens by the scopes they are for. Nobody waits for a token twice, and none is used up to its end. */
export interface AccessTokens {
  get(scopes: readonly string[], isQuiet: boolean, signal?: AbortSignal): Promise<TokenGrant>
  forget(scopes: readonly string[]): void
}

/**
 * Asks for one token, without asking the operator when it `isQuiet`; `signal` is aborted when nobody
 * waits for it any more.
 */
export type AskForToken = (
  scopes: readonly string[],
  signal: AbortSignal,
  isQuiet: boolean,
) => Promise<TokenGrant>

interface Entry {
  readonly grant: Promise<TokenGrant>
  readonly nobodyWaits: AbortController
  refreshAt: number
  waiting: number
}

const earlyS = 300

/**
 * `ask` is called once for all who wait for the same scopes, quiet ones apart: their failure is not
 * that of one who may ask. A failure is not kept.
 */
export function createAccessTokens(surroundings: Surroundings, ask: AskForToken): AccessTokens {
  const entries = new Map<string, Entry>()

  function start(key: string, scopes: readonly string[], isQuiet: boolean): Entry {
    const nobodyWaits = new AbortController()
    const entry: Entry = {
      nobodyWaits,
      waiting: 0,
      refreshAt: Number.POSITIVE_INFINITY,
      grant: ask(scopes, nobodyWaits.signal, isQuiet).then((grant) => {
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
    get(scopes, isQuiet, signal) {
      const key = keyOf(scopes, isQuiet)
      const known = entries.get(key)
      const isUseful = known && surroundings.now() < known.refreshAt
      const entry =
        isUseful && !known.nobodyWaits.signal.aborted ? known : start(key, scopes, isQuiet)
      return waitFor(entry, signal)
    },
    forget: (scopes) => {
      for (const isQuiet of [true, false]) entries.delete(keyOf(scopes, isQuiet))
    },
  }
}

function keyOf(scopes: readonly string[], isQuiet: boolean): string {
  return `${isQuiet ? 'quiet' : 'asking'}: ${scopes.join(' ')}`
}

/** Five minutes short of its life; a short life loses at most half. */
function usefulMs(expiresInS: number): number {
  return Math.max(expiresInS - earlyS, expiresInS / 2) * 1000
}

/** One who gives up stops waiting; the request goes on as long as somebody waits. */
async function waitFor(entry: Entry, signal: AbortSignal | undefined): Promise<TokenGrant> {
  entry.waiting += 1
  try {
    return await (signal ? Promise.race([entry.grant, rejectWhenAborted(signal)]) : entry.grant)
  } finally {
    entry.waiting -= 1
    // After the grant is here this aborts nothing any more.
    if (signal?.aborted === true && entry.waiting === 0) entry.nobodyWaits.abort(signal.reason)
  }
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    }
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })
}
