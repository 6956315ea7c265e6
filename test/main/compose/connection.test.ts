import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { openConnection } from '../../../src/main/compose/connection.ts'
import { createActivationLog } from '../../../src/main/provider/okta/factors/activation-budget.ts'
import { keepSignIn } from '../../../src/main/provider/okta/sign-in/kept-sign-in.ts'
import { createMemorySecrets } from '../../../src/main/secrets/key-file.ts'
import { startOktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import { freePort, visit } from '../provider/okta/okta-double.ts'

const secrets = createMemorySecrets()
const activations = createActivationLog()
const kept = { from: 'kept' } as const
let dataDirectory: string

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'keydesk-connection-'))
})

afterEach(() => rm(dataDirectory, { recursive: true }))

/** A connection file with a marker for its token. */
async function writeConnection(): Promise<string> {
  const file = join(dataDirectory, 'okta.json')
  const auth = { kind: 'token', token: '00marker-token' }
  await writeFile(file, JSON.stringify({ orgUrl: 'https://acme.okta.com', auth }))
  return file
}

test('a station without a connection says so', async () => {
  const connected = await openConnection({
    dataDirectory,
    secrets,
    fetch,
    activations,
    organization: kept,
  })
  expect(connected).toEqual({ provider: null, connection: { kind: 'none' } })
})

test('a file is kept, sealed, and serves from then on', async () => {
  const file = await writeConnection()
  const place = { dataDirectory, secrets, fetch, activations, organization: kept }
  const first = await openConnection({ ...place, organization: { from: 'file', file, keep: true } })
  expect(first.connection).toMatchObject({ kind: 'connected', host: 'acme.okta.com' })
  await rm(file)

  const sealed = join(dataDirectory, 'connection.sealed')
  expect((await readFile(sealed)).includes('marker')).toBe(false)
  expect((await stat(sealed)).mode & 0o777).toBe(0o600)
  expect((await openConnection(place)).connection).toEqual(first.connection)
})

test('what cannot be sealed serves this session, and says so', async () => {
  const file = await writeConnection()
  const none = { ...secrets, available: () => Promise.resolve(false) }
  const place = {
    dataDirectory,
    secrets: none,
    fetch,
    activations,
    organization: { from: 'file', file, keep: true },
  } as const
  expect((await openConnection(place)).connection).toMatchObject({
    kind: 'connected',
    forThisSession: true,
  })
})

test('a file is not kept unless asked for', async () => {
  const file = await writeConnection()
  await openConnection({
    dataDirectory,
    secrets,
    fetch,
    activations,
    organization: { from: 'file', file, keep: false },
  })
  const again = await openConnection({
    dataDirectory,
    secrets,
    fetch,
    activations,
    organization: kept,
  })
  expect(again.connection).toEqual({ kind: 'none' })
})

test('what another keeper sealed is told as such', async () => {
  const file = await writeConnection()
  const place = { dataDirectory, fetch, activations, organization: kept }
  await openConnection({
    ...place,
    secrets,
    organization: { from: 'file', file, keep: true },
  })
  const other = await openConnection({ ...place, secrets: createMemorySecrets() })
  expect(other.connection).toEqual({
    kind: 'broken',
    cause: { code: 'secrets-unavailable', reason: 'refused' },
  })
})

test('an operator signs in once: what renews it is sealed, and for no other organization', async () => {
  const redirectUri = `http://127.0.0.1:${await freePort()}/callback`
  const okta = await startOktaDouble({
    configure: ({ operatorApp }) => operatorApp.redirectUris.splice(0, Infinity, redirectUri),
  })
  onTestFinished(() => okta.close())
  const connectionFile = join(dataDirectory, 'okta.json')
  await writeFile(connectionFile, JSON.stringify(okta.connectionFor('operator')))
  let visits = 0
  const place = {
    dataDirectory,
    secrets,
    fetch,
    activations,
    organization: { from: 'file', file: connectionFile, keep: false } as const,
    openBrowser: (url: string) => {
      visits += 1
      return visit(url)
    },
  }
  for (let start = 0; start < 2; start += 1) {
    const { provider } = await openConnection(place)
    expect(await provider?.searchPeople('jane')).toHaveLength(1)
  }
  expect(visits).toBe(1)
  const sealed = await readFile(join(dataDirectory, 'operator.sealed'))
  expect(sealed.includes('refreshToken')).toBe(false)
  const other = keepSignIn(
    { dataDirectory, secrets },
    'https://other.okta.com 0oa1',
    'operator.sealed',
  )
  expect(await other.read()).toBeNull()
})

test('an operator signs in once at each address of an organization, and each is kept', async () => {
  const redirectUri = `http://127.0.0.1:${await freePort()}/callback`
  const okta = await startOktaDouble({
    customDomain: 'id.example.com',
    configure: ({ operatorApp }) => operatorApp.redirectUris.splice(0, Infinity, redirectUri),
  })
  onTestFinished(() => okta.close())
  // The double tells its hosts apart by name: `localhost` is the custom domain.
  const apiUrl = okta.url.replace('127.0.0.1', 'localhost')
  const origin = 'https://id.example.com'
  const file = join(dataDirectory, 'okta.json')
  const connection = okta.connectionFor('operator')
  await writeFile(file, JSON.stringify({ ...connection, otherOrigins: [{ origin, apiUrl }] }))
  const visited: string[] = []
  const place = {
    dataDirectory,
    secrets,
    fetch,
    activations,
    organization: { from: 'file', file, keep: false } as const,
    openBrowser: (url: string) => {
      visited.push(new URL(url).origin)
      return visit(url)
    },
  }
  for (let start = 0; start < 2; start += 1) {
    const { provider } = await openConnection(place)
    const [jane] = (await provider?.searchPeople('jane.doe')) ?? []
    if (!provider || !jane) throw new Error('nobody is connected')
    await provider.begin(jane, undefined, { origin })
  }
  expect(visited).toEqual([okta.url, apiUrl])
  const { port } = new URL(apiUrl)
  const sealed = await readFile(join(dataDirectory, `operator-localhost_${port}.sealed`))
  expect(sealed.includes('refreshToken')).toBe(false)
})

test.each([
  ['without a keyring', { ...secrets, available: () => Promise.resolve(false) }, ''],
  ['where nothing can be written', secrets, 'okta.json'],
])('what renews a sign-in serves until the end of the process %s', async (_, own, directory) => {
  await writeConnection()
  const place = { dataDirectory: join(dataDirectory, directory), secrets: own }
  const signIn = { refreshToken: 'token-1', proofKey: '{}' }
  const store = keepSignIn(place, 'https://acme.okta.com 0oa1', 'operator.sealed')
  expect(await store.read()).toBeNull()
  await store.write(signIn)
  expect(await store.read()).toEqual(signIn)
  expect(await keepSignIn(place, 'https://acme.okta.com 0oa1', 'operator.sealed').read()).toBeNull()
  await store.write(null)
  expect(await store.read()).toBeNull()
})
