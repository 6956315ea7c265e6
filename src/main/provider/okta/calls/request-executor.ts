import { ProviderError } from '../../provider.ts'
import type { Surroundings } from '../edges.ts'
import type { Authorization } from '../sign-in/authorization.ts'
import { refusalFrom } from './failures.ts'
import type { HttpAnswer } from './http-exchange.ts'
import { operations, type Operation, type OperationName } from './operations.ts'
import { send, UncertainError } from './retry.ts'
import { callSdk, loadSdk, type OktaApis, type SdkRequest } from './sdk.ts'

/**
 * Runs one operation of Okta's description; the answer is always a success. Throws OktaRefusal,
 * UncertainError where the operation may have been done, or another ProviderError where it was not.
 */
export type Ask = (
  operation: OperationName,
  call: (apis: OktaApis) => Promise<unknown>,
  signal?: AbortSignal,
) => Promise<HttpAnswer>

/** Loads what every call needs and takes long to load; a failure is told by the call that needs it. */
export async function loadAhead(): Promise<void> {
  await loadSdk().catch(() => undefined)
}

const noContent = 204

/**
 * The SDK's request executor as the station wants it: own sign-in, limits, retries and errors.
 * `isUnattended`: nobody is there to be asked to sign in.
 */
export function createRequestExecutor(
  orgUrl: string,
  authorization: Authorization,
  surroundings: Surroundings,
  isUnattended = false,
): Ask {
  return async (name, call, signal) => {
    signal?.throwIfAborted()
    const { scopes, repeat, isQuiet = isUnattended }: Operation = operations[name]
    const answer = await callSdk(orgUrl, call, (request) =>
      send(surroundings, {
        repeat,
        signal,
        async prepare() {
          const { method, url } = request
          const signedIn =
            scopes.length === 0
              ? {}
              : await authorization.headersFor({ method, url, scopes, isQuiet }, signal)
          return withHeaders(request, signedIn)
        },
        observe: (seen) => {
          authorization.observe(seen)
        },
        recover: (refused, recoveries) => authorization.recover(refused, scopes, recoveries),
      }),
    )
    return accept(name, answer)
  }
}

function withHeaders(request: SdkRequest, signedIn: Record<string, string>): SdkRequest {
  const headers = {
    ...request.headers,
    // Okta's reasons are shown beside ours and kept in the record: one language for both.
    'accept-language': 'en',
    'user-agent': 'Keydesk',
    ...signedIn,
  }
  // Okta answers 411 to a bodiless POST or PUT that does not say so.
  const isBodiless = request.body === undefined && ['POST', 'PUT'].includes(request.method)
  return { ...request, headers, body: isBodiless ? '' : request.body }
}

function accept(name: OperationName, answer: HttpAnswer): HttpAnswer {
  const isUncertain = operations[name].repeat !== 'freely'
  if (answer.status >= 400) {
    const refusal = refusalFrom(name, answer)
    // An outage can come as 400 (E0000074), and says no more about what was done than a 500.
    const isOutage = answer.status >= 500 || refusal.reason.code === 'provider-outage'
    if (isOutage && isUncertain) throw new UncertainError(refusal.reason, answer.requestId)
    throw refusal
  }
  if (answer.status === noContent || answer.isJson) return answer
  const reason = { code: 'provider-answer-invalid', operation: name, field: 'body' } as const
  const Kind = isUncertain ? UncertainError : ProviderError
  throw new Kind(reason, answer.requestId)
}
