import { inspect } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import { readConnection } from '../../../../src/main/provider/okta/connection.ts'
import type { Fault } from '../../../../src/simulator/okta/http/faults.ts'
import { setUp, type Kind } from './okta-double.ts'
import { createSoftKey } from './soft-key.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const faults: readonly Fault[] = [
  { kind: 'server-error', status: 500 },
  { kind: 'bad-gateway' },
  { kind: 'insufficient-scope' },
  { kind: 'drop', when: 'before-commit' },
  { kind: 'rate-limit', resetInSeconds: 1 },
]

/** Everything secret that passes: headers and bodies as they leave, and tokens as they come. */
function listen(secrets: Set<string>): typeof fetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers)
    for (const name of ['authorization', 'dpop']) {
      for (const word of (headers.get(name) ?? '').split(' '))
        if (word.length > 9) secrets.add(word)
    }
    const body = typeof init?.body === 'string' ? init.body : ''
    for (const name of ['client_assertion', 'code', 'code_verifier', 'refresh_token']) {
      const value = new URLSearchParams(body).get(name)
      if (value !== null) secrets.add(value)
    }
    const password = /"password":\{"value":"([^"]+)"/.exec(body)?.[1]
    if (password !== undefined) secrets.add(password)
    const response = await fetch(input, init)
    const text = await response.clone().text()
    for (const [, token] of text.matchAll(/"(?:access|refresh|id)_token":"([^"]+)"/g)) {
      if (token !== undefined) secrets.add(token)
    }
    return response
  }
}

test.each<Kind>(['service-app', 'operator', 'token'])(
  'no failure and no log shows a secret (%s)',
  async (kind) => {
    const written: unknown[] = []
    for (const way of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      vi.spyOn(console, way).mockImplementation((...words: unknown[]) => {
        written.push(...words)
      })
    }
    const secrets = new Set<string>()
    const { okta, provider } = await setUp(kind, {}, { fetch: listen(secrets) })
    const connection = okta.connectionFor(kind)
    const { auth } = connection
    if (auth.kind === 'service-app') secrets.add(auth.privateKey.d ?? '')
    if (auth.kind === 'token') secrets.add(auth.token)

    const shown: unknown[] = [readConnection(connection), provider]
    const attempt = async (act: () => Promise<unknown>): Promise<void> => {
      await act().catch((error: unknown) => shown.push(error))
    }
    const newcomer = { login: 'n@x.y', email: 'n@x.y', firstName: 'N', lastName: 'N' }
    const [jane] = await provider.searchPeople('jane.doe')
    if (jane === undefined) throw new Error('the seed has changed')
    const ceremony = await provider.begin(jane)
    const credential = createSoftKey().create(ceremony)
    for (const fault of faults) {
      okta.faults.add(fault)
      await attempt(() => provider.searchPeople('jane'))
      await attempt(() => provider.begin(jane))
      await attempt(() => provider.finish(ceremony, credential))
      await attempt(() => provider.createPerson({ ...newcomer, start: 'active' }))
      await attempt(() => provider.checkReadiness({ person: jane.id }))
      okta.faults.clear()
    }
    okta.settings.passwordRefusal = 'E0000080'
    await attempt(() => provider.createPerson({ ...newcomer, start: 'active' }))

    expect(shown.length).toBeGreaterThan(20)
    expect(secrets.size).toBeGreaterThan(1)
    const text = [...shown, ...written]
      .map((each) => inspect(each, { depth: 12, showHidden: true }) + JSON.stringify(each))
      .join('\n')
    const leaked = [...secrets].filter((secret) => secret !== '' && text.includes(secret))
    expect(leaked).toEqual([])
  },
)
