import { parseArgs } from 'node:util'
import { Chance } from './mutate.ts'
import { targets, type Target } from './targets.ts'

/**
 * Throws bytes at everything that reads a key's: `npm run fuzz -- --minutes 2 [--seed N]`. A case
 * fails by any error that is not ours, by taking too long, or by memory that keeps growing. Prints the
 * seed of each failure; `--seed N --target NAME --cases 1` runs it alone.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    seed: { type: 'string' },
    target: { type: 'string' },
    cases: { type: 'string' },
  },
})

// Of the processor's time: on a busy machine the other kind says nothing.
const SLOW_MS = 1_000
const MAXIMUM_FAILURES = 20
const MAXIMUM_GROWTH_BYTES = 256 * 1024 * 1024
const BATCH = 256

interface Failure {
  readonly target: string
  readonly seed: number
  readonly error: string
}

const firstSeed = Number(values.seed ?? Date.now() % 0x7fffffff)
const endsAt = performance.now() + Number(values.minutes) * 60_000
const limit = Number(values.cases ?? Number.POSITIVE_INFINITY)
const chosen = targets.filter(({ name }) => values.target === undefined || name === values.target)
const counts = new Map(chosen.map(({ name }) => [name, 0]))
const failures: Failure[] = []
const memoryBefore = process.memoryUsage().rss

let seed = firstSeed
let total = 0
while (performance.now() < endsAt && total < limit && failures.length < MAXIMUM_FAILURES) {
  for (const target of chosen) await runBatch(target)
}
report()

async function runBatch(target: Target): Promise<void> {
  const cases = Math.min(limit - total, Math.ceil(BATCH / target.weight))
  for (let index = 0; index < cases; index += 1, seed += 1) await runCase(target, seed)
  counts.set(target.name, (counts.get(target.name) ?? 0) + cases)
  total += cases
}

async function runCase(target: Target, caseSeed: number): Promise<void> {
  const before = process.cpuUsage()
  try {
    await target.run(new Chance(caseSeed))
    const { user, system } = process.cpuUsage(before)
    const tookMs = (user + system) / 1000
    if (tookMs > SLOW_MS) throw new Error(`took ${Math.round(tookMs)} ms`)
  } catch (error) {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
    failures.push({ target: target.name, seed: caseSeed, error: words })
  }
}

function report(): void {
  const grownBy = process.memoryUsage().rss - memoryBefore
  for (const [name, count] of counts) console.log(`${name.padEnd(20)} ${count}`)
  console.log(`${'all'.padEnd(20)} ${total}`)
  console.log(
    `seeds ${firstSeed} to ${seed - 1}; memory grew by ${Math.round(grownBy / 2 ** 20)} MiB`,
  )
  for (const failure of failures) {
    console.error(`FAILED ${failure.target}, seed ${failure.seed}: ${failure.error}`)
  }
  if (grownBy > MAXIMUM_GROWTH_BYTES) console.error('FAILED memory: it kept growing')
  process.exit(failures.length > 0 || grownBy > MAXIMUM_GROWTH_BYTES ? 1 : 0)
}
