import type * as okta from '@okta/okta-sdk-nodejs'
import type { HttpAnswer } from './http-exchange.ts'

type Sdk = typeof okta

/** A request as the SDK's API classes build it, before anything is added for one attempt. */
export interface SdkRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** The SDK's API classes the adapter uses, bound to one request executor. */
export type OktaApis = ReturnType<typeof apisOver>

let loading: Promise<Sdk> | null = null

/** Loads the SDK once: half a second to seconds in which this process does nothing else, and 90 MB. */
export function loadSdk(): Promise<Sdk> {
  loading ??= import('@okta/okta-sdk-nodejs').then(
    (module) => module.default,
    (error: unknown) => {
      // The next one tries again: a failure may pass.
      loading = null
      throw error
    },
  )
  return loading
}

/**
 * Lets `call` choose and fill one operation of the SDK, and sends it with `execute`.
 *
 * Only the generated API classes are used. The SDK's Client would read okta.yaml files and OKTA_*
 * variables, and its models drop every field they do not know; so the classes get a configuration of
 * ours, and the answer is taken as Okta sent it, not as the models retell it.
 */
export async function callSdk(
  orgUrl: string,
  call: (apis: OktaApis) => Promise<unknown>,
  execute: (request: SdkRequest) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const sdk = await loadSdk()
  let answer: HttpAnswer | null = null
  const httpApi = sdk.wrapHttpLibrary({
    async send(context) {
      answer = await execute(requestOf(context))
      return nothingToParse(sdk)
    },
  })
  const baseServer = new sdk.ServerConfiguration(orgUrl, {})
  const result = await call(apisOver(sdk, sdk.createConfiguration({ baseServer, httpApi })))
  // Lists are asked for only when their first page is.
  if (result instanceof sdk.Collection) await result.getNextPage()
  if (answer === null) throw new Error('the call sent no request')
  return answer
}

function apisOver(sdk: Sdk, configuration: ReturnType<Sdk['createConfiguration']>) {
  return {
    users: new sdk.UserApi(configuration),
    factors: new sdk.UserFactorApi(configuration),
    enrollments: new sdk.UserAuthenticatorEnrollmentsApi(configuration),
    groups: new sdk.GroupApi(configuration),
    authenticators: new sdk.AuthenticatorApi(configuration),
    policies: new sdk.PolicyApi(configuration),
    organization: new sdk.OrgSettingApi(configuration),
    eventHooks: new sdk.EventHookApi(configuration),
    log: new sdk.SystemLogApi(configuration),
  }
}

type RequestContext = InstanceType<Sdk['RequestContext']>

/** Words of the API and ids. What somebody typed goes into the query: Okta's proofs compare paths decoded. */
const plainPath = /^(\/\.well-known)?(\/[A-Za-z0-9_-]+)+$/

function requestOf(context: RequestContext): SdkRequest {
  const body = context.getBody()
  if (body !== undefined && typeof body !== 'string') throw new Error('only JSON is ever sent')
  const url = context.getUrl()
  if (!plainPath.test(new URL(url).pathname)) throw new Error('only ids stand in a path')
  return {
    method: context.getHttpMethod(),
    url,
    headers: context.getHeaders(),
    body,
  }
}

function nothingToParse(sdk: Sdk): InstanceType<Sdk['ResponseContext']> {
  return new sdk.ResponseContext(
    200,
    { 'content-type': 'application/json' },
    { text: () => Promise.resolve('null'), binary: () => Promise.resolve(Buffer.alloc(0)) },
  )
}
