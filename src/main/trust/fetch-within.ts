import { TimeLimit } from '../system/time-limit.ts'
import { TrustError } from './trust-error.ts'

/** How long and how much an answer may be. */
export interface FetchLimits {
  readonly mostBytes: number
  readonly timeLimitMs: number
}

const MOST_REDIRECTS = 5

/** Whether a source is meant as an address rather than a file. */
export function isAddress(source: string): boolean {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(source)
}

/** Gets an https address, over redirects to https only, within the limits. Throws a TrustError. */
export async function fetchWithin(
  request: typeof fetch,
  address: string,
  limits: FetchLimits,
): Promise<Uint8Array> {
  const limit = new TimeLimit(limits.timeLimitMs)
  try {
    const response = await follow(request, address, limit.signal)
    if (!response.ok) {
      // Unread it would hold its connection, and that the process.
      await response.body?.cancel()
      throw new TrustError('unreachable')
    }
    return await readWithin(response, limits.mostBytes)
  } catch (error) {
    if (error instanceof TrustError) throw error
    throw new TrustError('unreachable', { cause: error })
  } finally {
    limit.end()
  }
}

async function follow(
  request: typeof fetch,
  address: string,
  signal: AbortSignal,
): Promise<Response> {
  let url = new URL(address)
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    if (url.protocol !== 'https:') throw new TrustError('not-https')
    // By hand, for fetch itself would follow a redirect to http.
    const response = await request(url.href, { redirect: 'manual', credentials: 'omit', signal })
    const location = response.headers.get('location')
    if (response.status < 300 || response.status > 399 || location === null) return response
    await response.body?.cancel()
    url = new URL(location, url)
  }
  throw new TrustError('unreachable')
}

async function readWithin(response: Response, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop cancels the rest of the answer.
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > mostBytes) throw new TrustError('too-large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
