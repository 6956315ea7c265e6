import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test, vi } from 'vitest'
import { loadSdk } from '../../../../../src/main/provider/okta/calls/sdk.ts'
import { startLocalOkta, userBody } from '../local-okta.ts'

// In a process of its own, for only there it shows what was loaded, and from where settings come.
const script = (root: string, orgUrl: string): string => `
  import { createRequire } from 'node:module'
  import { createOktaProvider } from '${root}/provider.ts'
  import { readConnection } from '${root}/connection.ts'
  const isLoaded = () =>
    Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('@okta'))
  const connection = readConnection({ orgUrl: '${orgUrl}', auth: { kind: 'token', token: '00Q1' } })
  const provider = createOktaProvider(connection, { fetch, now: Date.now })
  const before = isLoaded()
  const { login } = await provider.getPerson('00u1')
  console.log(JSON.stringify({ before, login, after: isLoaded() }))
`

test('the SDK is loaded at first use, and takes nothing from its surroundings', async () => {
  const okta = await startLocalOkta(() => ({ status: 200, body: userBody }))
  const directory = await mkdtemp(join(tmpdir(), 'keydesk-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  await writeFile(join(directory, 'okta.yaml'), 'okta: { client: { orgUrl: "http://127.0.0.1:9" }')
  const root = pathToFileURL(join(process.cwd(), 'src/main/provider/okta')).href
  const tsx = pathToFileURL(join(process.cwd(), 'node_modules/tsx/dist/esm/index.mjs')).href
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', tsx, '--input-type=module', '--eval', script(root, okta.url)],
    {
      cwd: directory,
      env: {
        HOME: directory,
        PATH: process.env['PATH'],
        OKTA_CLIENT_ORGURL: 'http://127.0.0.1:9',
        OKTA_CLIENT_TOKEN: 'not ours',
        https_proxy: 'http://127.0.0.1:9',
      },
    },
  )
  expect(JSON.parse(stdout)).toEqual({ before: false, login: 'ada@acme.com', after: true })
  expect(okta.received.map(({ headers }) => headers['authorization'])).toEqual(['SSWS 00Q1'])
})

test('an SDK that could not be loaded is loaded the next time', async () => {
  vi.doMock('@okta/okta-sdk-nodejs', () => {
    throw new Error('no file descriptor left')
  })
  await expect(loadSdk()).rejects.toThrow()
  vi.doUnmock('@okta/okta-sdk-nodejs')
  expect(await loadSdk()).toHaveProperty('UserApi')
})
