import { createServer } from 'node:net'
import { onTestFinished } from 'vitest'
import { readConnection } from '../../../../src/main/provider/okta/connection.ts'
import type { OktaEdges } from '../../../../src/main/provider/okta/edges.ts'
import { createOktaProvider } from '../../../../src/main/provider/okta/provider.ts'
import type { Provider } from '../../../../src/main/provider/provider.ts'
import {
  startOktaDouble,
  type OktaDouble,
  type OktaDoubleOptions,
} from '../../../../src/simulator/okta/okta-double.ts'

export type Kind = Parameters<OktaDouble['connectionFor']>[0]

/** A double of Okta and the adapter in front of it; the waits the adapter asked for are only noted. */
export interface Setup {
  readonly okta: OktaDouble
  readonly provider: Provider
  readonly waitsMs: number[]
  /** `METHOD path status` of everything the double answered, ids as `*`. */
  calls(): string[]
}

export async function setUp(
  kind: Kind = 'service-app',
  options: OktaDoubleOptions = {},
  edges: Partial<OktaEdges> = {},
): Promise<Setup> {
  // Every test has a port of its own for the browser's way back: test files run side by side.
  const redirectUri = `http://127.0.0.1:${await freePort()}/callback`
  const okta = await startOktaDouble({
    ...options,
    configure(settings) {
      settings.operatorApp.redirectUris.splice(0, Infinity, redirectUri)
      options.configure?.(settings)
    },
  })
  onTestFinished(() => okta.close())
  const waitsMs: number[] = []
  const provider = createOktaProvider(readConnection(okta.connectionFor(kind)), {
    fetch,
    now: Date.now,
    random: () => 0.5,
    sleep: (ms) => {
      waitsMs.push(ms)
      return Promise.resolve()
    },
    openBrowser: visit,
    ...edges,
  })
  return { okta, provider, waitsMs, calls: () => callsOf(okta) }
}

/** A port nobody listens on. */
export function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
  })
}

/** A browser as far as a redirect goes. */
export async function visit(url: string): Promise<void> {
  const page = await fetch(url)
  await page.text()
}

export function callsOf(okta: OktaDouble): string[] {
  return okta.records().requests.map(({ method, path, status }) => {
    const anonymous = path.replace(/\b(00[ugo]|fwf|aut|00p|rst)[A-Za-z0-9]{10,}/g, '*')
    return `${method} ${anonymous} ${status}`
  })
}
