import { parseArgs } from 'node:util'
import * as fc from 'fast-check'
import { anyStep, type Step } from './deeds.ts'
import { Lived, liveThrough } from './lived.ts'

/**
 * `npm run test:lives [-- --lives N] [--seed N] [--path P --replay R] [--steps JSON]`: random sequences of
 * all that is done at a desk, for a few people and keys, with faults of key, Okta and disk, and crashes in
 * between; after each step what is said must be so. Prints its seed first. What fails is shrunk, and told
 * with what lives it again: its seed and path, or its steps as they are kept in found.ts.
 */
const { values } = parseArgs({
  options: {
    lives: { type: 'string', default: '200' },
    seed: { type: 'string' },
    path: { type: 'string' },
    replay: { type: 'string' },
    steps: { type: 'string' },
  },
})

/** So many have a seed of their own: one that fails does not keep the next ones from being lived. */
const together = 25
const tellEvery = 500
const mostSteps = 24

const all = values.path === undefined ? Number(values.lives) : 1
const firstSeed = Number(values.seed ?? Date.now() % 0x7fffffff)
let passed = 0
let failed = 0

if (values.steps === undefined) await liveAll()
else await liveAgain(JSON.parse(values.steps) as Step[])
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function liveAll(): Promise<void> {
  console.log(`${all} lives, seed ${firstSeed}`)
  const startedAt = performance.now()
  for (let begun = 0; begun < all; begun += together) {
    if (begun > 0 && begun % tellEvery === 0) console.log(`${begun} lived`)
    await liveSome(firstSeed + begun / together, Math.min(together, all - begun))
  }
  console.log(`${Math.round((performance.now() - startedAt) / 1000)} s`)
}

async function liveSome(seed: number, numRuns: number): Promise<void> {
  const { path, replay: replayPath } = values
  const lives = fc.commands([anyStep.map((step) => new Lived(step))], {
    maxCommands: mostSteps,
    size: 'max',
    ...(replayPath !== undefined && { replayPath }),
  })
  const property = fc.asyncProperty(lives, liveThrough)
  const found = await fc.check(property, { seed, numRuns, ...(path !== undefined && { path }) })
  passed += found.failed ? found.numRuns - 1 : found.numRuns
  if (!found.failed) return
  failed += 1
  const [life] = found.counterexample ?? []
  tell(
    found.errorInstance,
    [...(life ?? [])].map((one) => one.toString()),
  )
  const replay = /replayPath="([^"]*)"/.exec(fc.defaultReportMessage(found) ?? '')?.[1] ?? ''
  console.log(`  --seed ${seed} --path ${found.counterexamplePath} --replay ${replay}`)
}

async function liveAgain(steps: readonly Step[]): Promise<void> {
  try {
    await liveThrough(steps.map((step) => new Lived(step)))
    passed += 1
  } catch (error) {
    failed += 1
    tell(
      error,
      steps.map((step) => JSON.stringify(step)),
    )
  }
}

function tell(error: unknown, steps: readonly string[]): void {
  console.log(`FAILED ${error instanceof Error ? error.message : String(error)}`)
  console.log(`  --steps '[${steps.join(', ')}]'`)
}
