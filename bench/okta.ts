import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { readConnection } from '../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../src/main/provider/okta/provider.ts'
import { startOktaDouble, type OktaDouble } from '../src/simulator/okta/okta-double.ts'
import { createSoftKey } from '../test/main/provider/okta/soft-key.ts'

// What the adapter costs: calls per issuance, its own time per call, and what loading the SDK takes.
// Run: npx tsx bench/okta.ts

const calls = 300
const starts = 5

/** Times every exchange with the double, so that what is left is the adapter's own. */
function timedFetch(): { readonly fetch: typeof fetch; takeMs(): number } {
  let spentMs = 0
  return {
    async fetch(input, init) {
      const startedAt = performance.now()
      const response = await fetch(input, init)
      const text = await response.text()
      spentMs += performance.now() - startedAt
      const body = text === '' ? null : text
      return new Response(body, { status: response.status, headers: response.headers })
    },
    takeMs() {
      const taken = spentMs
      spentMs = 0
      return taken
    },
  }
}

async function measureCalls(okta: OktaDouble, kind: 'service-app' | 'token'): Promise<string> {
  const timed = timedFetch()
  const connection = readConnection(okta.connectionFor(kind))
  const provider = createOktaProvider(connection, { fetch: timed.fetch, now: Date.now })
  const { id } = await provider.getPerson('jane.doe@example.com')
  const own: number[] = []
  for (let count = 0; count < calls; count += 1) {
    timed.takeMs()
    const startedAt = performance.now()
    await provider.getPerson(id)
    own.push(performance.now() - startedAt - timed.takeMs())
  }
  return `${milliseconds(median(own))} median, ${milliseconds(percentile(own, 0.95))} 95th percentile`
}

async function countCalls(okta: OktaDouble): Promise<string> {
  const connection = readConnection(okta.connection)
  const provider = createOktaProvider(connection, { fetch, now: Date.now })
  const jane = await provider.getPerson('jane.doe@example.com')
  const before = okta.records().requests.length
  const ceremony = await provider.begin(jane)
  await provider.finish(ceremony, createSoftKey().create(ceremony))
  const made = okta.records().requests.slice(before)
  return `${made.length}: ${made.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`).join(', ')}`
}

interface Start {
  readonly adapterMs: number
  readonly sdkMs: number
  readonly rssMb: number
  readonly sdkRssMb: number
}

function measureStarts(): readonly Start[] {
  const file = fileURLToPath(new URL('okta-start.ts', import.meta.url))
  return Array.from({ length: starts }, () => {
    const { stdout } = spawnSync(process.execPath, [...process.execArgv, file])
    return JSON.parse(stdout.toString()) as Start
  })
}

const milliseconds = (ms: number): string => `${ms.toFixed(ms < 10 ? 2 : 0)} ms`

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

async function main(): Promise<void> {
  const runs = measureStarts()
  const of = (name: keyof Start): number => median(runs.map((run) => run[name]))
  const okta = await startOktaDouble()
  const figures = {
    'calls after the person is picked': await countCalls(okta),
    'own time of a call, service app with DPoP': await measureCalls(okta, 'service-app'),
    'own time of a call, API token': await measureCalls(okta, 'token'),
    'start: loading the adapter without the SDK': `${milliseconds(of('adapterMs'))}, process then at ${of('rssMb').toFixed(0)} MB`,
    'loading the SDK, at first use': `${milliseconds(of('sdkMs'))}, ${of('sdkRssMb').toFixed(0)} MB more`,
  }
  await okta.close()
  for (const [name, figure] of Object.entries(figures)) console.log(`| ${name} | ${figure} |`)
}

await main()
