import { once } from 'node:events'
import { connect, createServer, Server } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { readConnection } from '../../../../../src/main/provider/okta/connection.ts'
import type { RenewableSignIn } from '../../../../../src/main/provider/okta/edges.ts'
import { createOktaProvider } from '../../../../../src/main/provider/okta/provider.ts'
import { setUp, visit } from '../okta-double.ts'

describe('an operator', () => {
  test('signs in once, and Okta’s log names them', async () => {
    const { okta, provider, calls } = await setUp('operator')
    const jane = await provider.getPerson('jane.doe@example.com')
    await provider.suspendPerson(jane.id)
    expect(calls().filter((call) => call.includes('/authorize'))).toHaveLength(1)
    const suspended = okta.records().logs.find(({ eventType }) => eventType.endsWith('.suspend'))
    expect(suspended?.actor.alternateId).toBe('olivia.operator@example.com')
  })

  test('is shown a sign-in of their organization, with PKCE and nothing to replay', async () => {
    const shown: URL[] = []
    const { provider } = await setUp(
      'operator',
      {},
      {
        openBrowser: async (url) => {
          shown.push(new URL(url))
          await visit(url)
        },
      },
    )
    await provider.searchPeople('jane')
    const [url] = shown
    expect(url?.pathname).toBe('/oauth2/v1/authorize')
    expect(Object.fromEntries(url?.searchParams ?? [])).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid offline_access okta.users.manage okta.users.read',
    })
    expect(url?.searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/)
    expect(url?.searchParams.get('state')).toMatch(/^[\w-]{43}$/)
  })

  test('is not asked again as long as the sealed refresh token is good', async () => {
    let now = Date.now()
    let sealed: RenewableSignIn | null = null
    let visits = 0
    const refreshTokens = {
      read: () => Promise.resolve(sealed),
      write: (signIn: RenewableSignIn | null) => {
        sealed = signIn
        return Promise.resolve()
      },
    }
    const openBrowser = (url: string): Promise<void> => {
      visits += 1
      return visit(url)
    }
    const edges = { now: () => now, openBrowser, refreshTokens: () => refreshTokens }
    const { provider } = await setUp('operator', { now: () => now }, edges)
    await provider.searchPeople('jane')
    const first = sealed
    now += 3_600_000
    expect(await provider.searchPeople('jane')).toHaveLength(1)
    expect(visits).toBe(1)
    expect(sealed).not.toEqual(first)
    // Worn out: the operator signs in again, and what was kept is replaced.
    now += 30 * 24 * 3_600_000
    expect(await provider.searchPeople('jane')).toHaveLength(1)
    expect(visits).toBe(2)
  })

  test('signs in again when the key of the kept sign-in is gone', async () => {
    let visits = 0
    const kept: RenewableSignIn[] = []
    const refreshTokens = {
      read: () => Promise.resolve(kept.at(-1) ?? null),
      write: (signIn: RenewableSignIn | null) => {
        kept.splice(0, Infinity, ...(signIn === null ? [] : [signIn]))
        return Promise.resolve()
      },
    }
    const openBrowser = (url: string): Promise<void> => {
      visits += 1
      return visit(url)
    }
    const edges = { openBrowser, refreshTokens: () => refreshTokens }
    const { okta, provider } = await setUp('operator', {}, edges)
    await provider.searchPeople('jane')
    const connection = readConnection(okta.connectionFor('operator'))
    const restart = () => createOktaProvider(connection, { fetch, now: Date.now, ...edges })
    await restart().searchPeople('jane')
    expect(visits).toBe(1)
    kept.push({ refreshToken: kept[0]?.refreshToken ?? '', proofKey: '{}' })
    expect(await restart().searchPeople('jane')).toHaveLength(1)
    expect(visits).toBe(2)
  })

  test('is never asked by what runs by itself, and once for all that needs asking', async () => {
    const scopes: (string | null)[] = []
    const openBrowser = (url: string): Promise<void> => {
      scopes.push(new URL(url).searchParams.get('scope'))
      return visit(url)
    }
    let now = Date.now()
    const edges = { now: () => now, openBrowser }
    const { provider } = await setUp('operator', { now: () => now }, edges)
    const none = new Set<string>()
    const watch = { personIds: none, factorIds: none, groupIds: none, ownRequestIds: none }
    await expect(provider.readEvents(null, watch)).rejects.toMatchObject({
      reason: { code: 'provider-sign-in-refused', error: 'login_required' },
    })
    expect(scopes).toEqual([])
    await provider.searchGroups('')
    await provider.searchPeople('jane')
    now += 3_600_000
    await provider.searchGroups('')
    await provider.searchPeople('jane')
    expect(scopes).toEqual([
      'openid offline_access okta.users.manage okta.users.read okta.groups.manage',
    ])
  })

  test('signs in for what is granted, after a scope that is not was refused', async () => {
    const { provider } = await setUp('operator', {
      configure: ({ operatorApp }) => {
        operatorApp.grants = operatorApp.grants.filter((scope) => !scope.includes('groups'))
      },
    })
    await expect(provider.searchGroups('')).rejects.toMatchObject({
      reason: { code: 'provider-sign-in-refused', error: 'invalid_scope' },
    })
    expect(await provider.searchPeople('jane')).toHaveLength(1)
  })

  test('does not spend a refresh token twice when the answer was lost', async () => {
    let now = Date.now()
    const edges = { now: () => now }
    const { okta, provider, calls } = await setUp('operator', { now: () => now }, edges)
    await provider.searchPeople('jane')
    now += 3_600_000
    const before = calls().length
    okta.faults.add({ kind: 'drop', when: 'after-commit', path: '/oauth2/v1/token', count: 1 })
    await expect(provider.searchPeople('jane')).rejects.toMatchObject({
      reason: { code: 'provider-unreachable' },
      isUncertain: false,
    })
    expect(
      calls()
        .slice(before)
        .filter((call) => call.includes('/token')),
    ).toHaveLength(1)
  })

  test('who is turned away is told Okta’s reason', async () => {
    const { provider } = await setUp('operator', {
      configure: ({ operatorApp }) => {
        operatorApp.operatorLogin = 'sam.suspended@example.com'
      },
    })
    await expect(provider.searchPeople('jane')).rejects.toMatchObject({
      reason: {
        code: 'provider-sign-in-refused',
        error: 'access_denied',
        reason: 'User is not assigned to the client app.',
      },
    })
  })

  test('leaves no connection open that a browser made ready and never used', async () => {
    const closed: Promise<unknown>[] = []
    const openBrowser = async (url: string): Promise<void> => {
      const { port } = new URL(new URL(url).searchParams.get('redirect_uri') ?? '')
      const socket = connect(Number(port), '127.0.0.1').resume()
      await once(socket, 'connect')
      closed.push(once(socket, 'close'))
      await visit(url)
    }
    const { provider } = await setUp('operator', {}, { openBrowser })
    await provider.searchPeople('jane')
    expect(await Promise.all(closed)).toEqual([[false]])
  })

  test('is told when the port of the way back is taken', async () => {
    const { okta, provider } = await setUp('operator')
    const server = createServer()
    const { port } = new URL(okta.settings.operatorApp.redirectUris[0] ?? '')
    await new Promise<void>((resolve) => {
      server.listen(Number(port), '127.0.0.1', resolve)
    })
    onTestFinished(() => {
      server.close()
    })
    await expect(provider.searchPeople('jane')).rejects.toMatchObject({
      reason: { code: 'provider-sign-in-refused', error: 'redirect_port_in_use' },
    })
  })

  test('is told when the port of the way back cannot be opened', async () => {
    const { provider } = await setUp('operator')
    vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
      queueMicrotask(() => this.emit('error', Object.assign(new Error(), { code: 'EACCES' })))
      return this
    })
    onTestFinished(() => {
      vi.restoreAllMocks()
    })
    await expect(provider.searchPeople('jane')).rejects.toMatchObject({
      reason: { code: 'provider-sign-in-refused', error: 'listen_EACCES' },
    })
  })

  test('is told when there is no browser to sign in with', async () => {
    const { provider } = await setUp(
      'operator',
      {},
      {
        openBrowser: () => Promise.reject(new Error('no browser')),
      },
    )
    await expect(provider.searchPeople('jane')).rejects.toThrow('no browser')
  })
})

describe('the way back', () => {
  test('takes only a redirect with our state, and ends with the sign-in', async () => {
    const answers: number[] = []
    let redirectUri = ''
    const { provider } = await setUp(
      'operator',
      {},
      {
        openBrowser: async (url) => {
          redirectUri = new URL(url).searchParams.get('redirect_uri') ?? ''
          const forged = new URL(redirectUri)
          forged.search = '?code=stolen&state=guessed'
          for (const request of [
            fetch(forged),
            fetch(new URL('/', redirectUri)),
            fetch(`${new URL(redirectUri).origin}//`),
            fetch(redirectUri, { method: 'POST' }),
          ]) {
            answers.push((await request).status)
          }
          await visit(url)
        },
      },
    )
    expect(await provider.searchPeople('jane')).toHaveLength(1)
    expect(answers).toEqual([404, 404, 404, 404])
    await expect(fetch(redirectUri)).rejects.toThrow('fetch failed')
  })

  test('ends when the operator gives up, and the next sign-in has a new one', async () => {
    const left = new AbortController()
    const opened: string[] = []
    const { provider } = await setUp(
      'operator',
      {},
      {
        openBrowser: (url) => {
          opened.push(url)
          if (opened.length > 1) return visit(url)
          left.abort(new Error('operator left'))
          return Promise.resolve()
        },
      },
    )
    await expect(provider.searchPeople('jane', left.signal)).rejects.toThrow('operator left')
    expect(await provider.searchPeople('jane')).toHaveLength(1)
    expect(opened).toHaveLength(2)
  })
})
